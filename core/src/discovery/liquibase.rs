//! Liquibase's formatted SQL: `--liquibase formatted sql` on top, and changesets that begin with `--changeset
//! author:id`. Each is a transaction of its own, unless it says `runInTransaction:false`. A changelog (`*changelog*` as
//! XML, YAML or JSON) says in which order the files come; without one they come by path, as `includeAll` takes them.

use super::marker::{self, Marker};
use super::place::{Found, Place, is_sql, split_path, stem};
use super::{Fault, Migration, Section, Version};
use crate::finding::Span;
use crate::order::Places;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::default();
    let order = match changelog(place) {
        Some(at) => included(place, at, &mut found),
        None => {
            place.sql_below().filter(|(_, file)| speaks(place.text(*file))).map(|(_, file)| file).collect()
        }
    };
    for file in order {
        let path = &place.files[file].path;
        let name = stem(path).to_owned();
        let mut migration = Migration::new(name, Version::Text(path.clone()), file);
        cut(&mut migration, place.text(file));
        found.migrations.push(migration);
    }
    found
}

/// Whether a file speaks to Liquibase.
pub(super) fn speaks(text: &str) -> bool {
    text.contains("liquibase") && marker::read(text).first().is_some_and(|it| is_head(it.said))
}

fn is_head(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    marker::after(&said, "liquibase").is_some_and(|rest| marker::after(rest, "formatted").is_some())
}

/// Whether a file may be a changelog that includes others.
pub(super) fn is_changelog(path: &str) -> bool {
    let name = split_path(path).1.to_ascii_lowercase();
    name.contains("changelog") && is_other(&name)
}

/// The changelog that starts: the one that says `master` or `root`, else the only one.
pub(super) fn changelog(place: &Place) -> Option<usize> {
    let all: Vec<(&str, usize)> =
        place.members.iter().copied().filter(|(path, _)| is_changelog(path)).collect();
    let named =
        all.iter().find(|(path, _)| ["master", "root"].iter().any(|word| split_path(path).1.contains(word)));
    match (named, all.as_slice()) {
        (Some((_, at)), _) | (None, [(_, at)]) => Some(*at),
        _ => None,
    }
}

/// The SQL files that a changelog includes, in its order; those of a folder by path. What else it holds is a fault.
fn included(place: &Place, changelog: usize, found: &mut Found) -> Vec<usize> {
    let below: Vec<(&str, usize)> = place.sql_below().collect();
    let named = Places::of(&mut below.iter().map(|(path, _)| split_path(path).1));
    let mut seen = vec![false; place.files.len()];
    let mut order = Vec::new();
    // Behind `includeAll` its attributes come in any order; behind `path` that is what comes next.
    let (mut whole_folder, mut here) = (false, false);
    // A changeset that only names a file of SQL is that file.
    let (mut own, mut open, mut room) = (false, false, MOST_COMPARED);
    let mut fault = |message: String| {
        found.faults.push((changelog, Fault::gap(Span { start: 0, end: 0 }, message)));
    };
    let cuts = |it: char| it.is_whitespace() || "\"'<>=,:{}[]".contains(it);
    for word in place.text(changelog).split(cuts).filter(|word| !word.is_empty()) {
        let path = word.trim_start_matches("./").trim_end_matches('/');
        let all = whole_folder && here;
        let files: Vec<usize> = match word {
            "includeAll" => {
                (whole_folder, here) = (true, false);
                continue;
            }
            "path" => {
                here = true;
                continue;
            }
            "changeSet" | "rollback" => {
                (own, open) = (own || open, word == "changeSet");
                continue;
            }
            "sqlFile" => {
                open = false;
                continue;
            }
            _ if all => below.iter().map(|(_, file)| *file).collect(),
            _ if is_sql(word) => named.all(split_path(path).1).iter().map(|(_, at)| below[*at].1).collect(),
            _ if is_other(word) => {
                fault(format!(
                    "What the changelog `{word}` includes was not read: Lockgate reads one changelog."
                ));
                continue;
            }
            _ => continue,
        };
        let Some(left) = room.checked_sub(files.len()) else {
            fault("This changelog includes more folders than Lockgate reads.".to_owned());
            break;
        };
        room = left;
        let fits = |file: &usize| {
            let whole = place.files[*file].path.as_str();
            let end = if all { split_path(whole).0 } else { whole };
            let below = end.strip_suffix(path).is_some_and(|it| it.is_empty() || it.ends_with('/'));
            below || (all && format!("/{end}/").contains(&format!("/{path}/")))
        };
        order
            .extend(files.into_iter().filter(fits).filter(|file| !std::mem::replace(&mut seen[*file], true)));
        (whole_folder, here) = (whole_folder && !all, false);
    }
    if own || open {
        fault(
            "The changesets that are written in this changelog were not read. Write them as formatted SQL."
                .to_owned(),
        );
    }
    order
}

/// How many files are held against the paths of a changelog.
const MOST_COMPARED: usize = 1 << 22;

/// Whether a changelog may mean another one by a word.
fn is_other(word: &str) -> bool {
    [".xml", ".yaml", ".yml", ".json"].iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

fn cut(migration: &mut Migration, text: &str) {
    let markers = marker::read(text);
    if !markers.first().is_some_and(|it| is_head(it.said)) {
        // A plain file is one changeset.
        return;
    }
    let starts: Vec<(&Marker, &str)> =
        markers.iter().filter_map(|it| Some((it, marker::after(it.said, "changeset")?))).collect();
    if starts.is_empty() {
        let message =
            "Liquibase finds no changeset here. Write `--changeset author:id` above the statements.";
        return migration.refuse(Span { start: 0, end: 0 }, message);
    }
    let mut sections = Vec::new();
    for (at, (marker, said)) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(text.len(), |(next, _)| next.span.start);
        let says = |attribute: &str| said.split_whitespace().any(|it| it.eq_ignore_ascii_case(attribute));
        let databases = said.split_whitespace().find_map(|it| it.strip_prefix("dbms:"));
        if databases.is_some_and(|it| !for_postgres(it)) {
            continue;
        }
        if !said.split_whitespace().next().is_some_and(|id| id.contains(':')) {
            migration
                .faults
                .push(Fault::gap(marker.span, "Liquibase refuses a changeset without `author:id`."));
        }
        sections.push(Section {
            span: Span { start: marker.span.end, end },
            no_transaction: says("runInTransaction:false"),
            together: says("splitStatements:false"),
        });
    }
    migration.sections = Some(sections);
}

fn for_postgres(databases: &str) -> bool {
    let mut names = databases.trim_matches('"').split(',').map(str::trim);
    let all_but = databases.trim_start_matches('"').starts_with('!');
    match all_but {
        true => names.all(|it| it != "!postgresql"),
        false => names.any(|it| matches!(it, "postgresql" | "all")),
    }
}
