//! Liquibase's formatted SQL: `--liquibase formatted sql` on top, and changesets that begin with `--changeset
//! author:id`. Each is a transaction of its own, unless it says `runInTransaction:false`. A changelog (`*changelog*` as
//! XML, YAML or JSON) says in which order the files come; without one they come by path, as `includeAll` takes them.

use super::marker::{self, Marker};
use super::place::{Found, Place, split_path, stem};
use super::{Fault, Migration, Section, Version};
use crate::finding::Span;
use std::collections::BTreeSet;

pub(super) fn read(place: &Place) -> Found {
    let order = match changelog(place) {
        Some(at) => included(place, at),
        None => {
            place.sql_below().filter(|(_, file)| speaks(place.text(*file))).map(|(_, file)| file).collect()
        }
    };
    let mut found = Found::default();
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
    name.contains("changelog") && [".xml", ".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end))
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

/// The SQL files that a changelog includes, in its order; those of a folder by path.
fn included(place: &Place, changelog: usize) -> Vec<usize> {
    let text = place.text(changelog);
    let folder = split_path(&place.files[changelog].path).0;
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for word in text
        .split(|it: char| it.is_whitespace() || "\"'<>=,{}[]".contains(it))
        .filter(|word| !word.is_empty())
    {
        let word =
            word.strip_prefix("classpath:").unwrap_or(word).trim_start_matches("./").trim_end_matches('/');
        for (_, file) in place.sql_below() {
            let path = place.files[file].path.as_str();
            let below = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
            let named =
                below == word || path.strip_suffix(word).is_some_and(|it| it.is_empty() || it.ends_with('/'));
            let lies_in = !word.ends_with(".sql") && is_folder(text, word) && in_folder(path, below, word);
            if (named && word.ends_with(".sql") || lies_in) && seen.insert(file) {
                order.push(file);
            }
        }
    }
    order
}

/// Words count as folders only where the changelog includes folders at all.
fn is_folder(text: &str, word: &str) -> bool {
    text.contains("includeAll") && word.len() > 1 && !matches!(word, "path" | "includeAll")
}

fn in_folder(path: &str, below: &str, folder: &str) -> bool {
    let inside = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    inside(below) || inside(path) || path.contains(&format!("/{folder}/"))
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
