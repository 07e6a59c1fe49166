//! What is left over: SQL that no migration is made of is reported, never passed over.

use super::place::{is_sql, split_path};
use super::{Folder, Hints, Stranger, Why, numbered};
use crate::order::sorted;
use crate::revision::SourceFile;

/// The files that no migration names, by path. `said` are those that a layout has an opinion on.
pub(super) fn find(
    files: &[SourceFile],
    folder: &Folder,
    said: Vec<(usize, Why)>,
    hints: &Hints,
) -> Vec<Stranger> {
    let mut taken = vec![false; files.len()];
    for file in folder.migrations.iter().flat_map(|it| it.files()) {
        taken[file] = true;
    }
    let mut whys = vec![None; files.len()];
    for (file, why) in said {
        whys[file] = Some(why);
    }
    let roots: Vec<&str> = match hints.folders.as_slice() {
        [] => vec![folder.root.as_str()],
        folders => folders.iter().map(String::as_str).collect(),
    };
    let left = files
        .iter()
        .enumerate()
        .filter(|(at, file)| !taken[*at] && (is_sql(&file.path) || whys[*at].is_some()));
    let strangers = left.map(|(at, file)| {
        let why = whys[at].unwrap_or_else(|| why(&file.path, folder, &roots));
        Stranger { file: at, why }
    });
    sorted(strangers.collect(), |a, b| files[a.file].path.cmp(&files[b.file].path))
}

fn why(path: &str, folder: &Folder, roots: &[&str]) -> Why {
    let inside = folder.layout.is_none() || roots.iter().any(|root| is_inside(path, root));
    // A file that only its folder's name puts in order says nothing by its own.
    let by_folder = matches!(split_path(path).1, "migration.sql" | "up.sql" | "down.sql");
    match () {
        () if !inside => Why::Elsewhere,
        () if by_folder || numbered::role(path).is_some() => Why::OtherLayout,
        () => Why::NoNumber,
    }
}

fn is_inside(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
