//! `<version>_<name>/up.sql`, `down.sql` and `metadata.toml`, as diesel has them: the version is what stands before the
//! first `_`, without its dashes, and versions are compared as text.

use super::place::{Found, Place, Role, by_version, split_path};
use super::version::leading_digits;
use super::{Mark, Version, Why};
use crate::toml::Table;

pub(super) fn read(place: &Place) -> Found {
    let pairs = || {
        place.members.iter().filter(|(path, _)| {
            let (folder, file) = split_path(path);
            matches!(file, "up.sql" | "down.sql") && !folder.is_empty() && !folder.contains('/')
        })
    };
    let mut found = Found::paired(pairs().map(|(path, file)| (*file, role(path))), by_version);
    found
        .strangers
        .extend(pairs().filter(|(path, _)| role(path).is_none()).map(|(_, file)| (*file, Why::NoNumber)));
    for migration in &mut found.migrations {
        if let Some(file) = place.find(&format!("{}/metadata.toml", migration.name)) {
            migration.mark = mark(place.text(file), file);
        }
    }
    found
}

fn role(path: &str) -> Option<Role> {
    let (name, file) = split_path(path);
    let version = name.split('_').next().unwrap_or(name).replace('-', "");
    leading_digits(&version)?;
    let name = name.to_owned();
    Some(if file == "up.sql" {
        Role::Up { name, version: Version::Text(version) }
    } else {
        Role::Down { name }
    })
}

/// A file that is there and does not say `run_in_transaction` says `false`; one that is no TOML says nothing.
fn mark(text: &str, file: usize) -> Mark {
    let Ok(table) = Table::read(text) else { return Mark::None };
    match table.get("run_in_transaction").map(|it| it.value.as_bool()) {
        None => Mark::Unmeant { file },
        Some(Some(false)) => Mark::NoTransaction,
        Some(_) => Mark::None,
    }
}
