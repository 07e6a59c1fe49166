//! `V1_2__orders.sql` anywhere below the folder, `U1_2__orders.sql` that takes it back, `R__views.sql` that runs again
//! when it changes, after all others; `B5__all.sql` for fresh databases; `V1_2__orders.sql.conf` beside one of them.

use super::place::{Found, Place, Role, by_version, stem};
use super::{Mark, Migration, Version, Why};

/// What a name says.
enum Name<'a> {
    Versioned(Version),
    Undo(Version),
    Baseline,
    Repeatable(&'a str),
}

pub(super) fn read(place: &Place) -> Found {
    let roles = place.sql_below().filter_map(|(path, file)| {
        let role = match name(path)? {
            // Undo scripts belong to their version, whatever they are called.
            Name::Versioned(version) => Role::Up { name: version.as_str().to_owned(), version },
            Name::Undo(version) => Role::Down { name: version.as_str().to_owned() },
            Name::Baseline | Name::Repeatable(_) => return None,
        };
        Some((file, Some(role)))
    });
    let mut found = Found::paired(roles, by_version);
    for migration in &mut found.migrations {
        migration.name = stem(&place.files[migration.file].path).to_owned();
    }
    let mut repeatable = Vec::new();
    for (path, file) in place.sql_below() {
        match name(path) {
            Some(Name::Baseline) => found.strangers.push((file, Why::Baseline)),
            Some(Name::Repeatable(description)) => {
                let version = Version::Text(description.replace('_', " "));
                let name = stem(path).to_owned();
                repeatable.push(Migration { repeatable: true, ..Migration::new(name, version, file) });
            }
            _ => {}
        }
    }
    found.migrations.extend(crate::order::sorted(repeatable, by_version));
    for migration in &mut found.migrations {
        let path = &place.files[migration.file].path;
        let below = if place.root.is_empty() { path.as_str() } else { &path[place.root.len() + 1..] };
        if let Some(conf) = place.find(&format!("{below}.conf")) {
            migration.mark = mark(place.text(conf));
        }
    }
    found
}

fn name(path: &str) -> Option<Name<'_>> {
    let (prefix, description) = stem(path).split_once("__")?;
    let version = |text: &str| Version::dotted(&text.replace('_', "."));
    match prefix.as_bytes().first()? {
        b'V' => Some(Name::Versioned(version(&prefix[1..])?)),
        b'U' => Some(Name::Undo(version(&prefix[1..])?)),
        b'B' => version(&prefix[1..]).map(|_| Name::Baseline),
        b'R' if prefix == "R" => Some(Name::Repeatable(description)),
        _ => None,
    }
}

/// Lines `key=value`, as Java's properties have them.
fn mark(text: &str) -> Mark {
    let off = text.lines().filter_map(|line| line.split_once('=')).any(|(key, value)| {
        key.trim() == "executeInTransaction" && value.trim().eq_ignore_ascii_case("false")
    });
    if off { Mark::NoTransaction } else { Mark::None }
}

/// How much a folder's names speak for Flyway against refinery, which share `V1__orders.sql`.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub versioned: usize,
    pub flyway_only: bool,
}

pub(super) fn signs<'a>(paths: impl Iterator<Item = &'a str>) -> Signs {
    let mut signs = Signs::default();
    let (mut ups, mut undone) = (Vec::new(), Vec::new());
    for path in paths {
        match name(path) {
            Some(Name::Versioned(version)) => {
                signs.versioned += 1;
                signs.flyway_only |= version.as_str().contains('.');
                ups.push(version);
            }
            Some(Name::Undo(version)) => undone.push(version),
            Some(Name::Baseline | Name::Repeatable(_)) => {
                signs.versioned += 1;
                signs.flyway_only = true;
            }
            None => {}
        }
    }
    let ups = crate::order::sorted(ups, |a, b| a.compare(b));
    let known = |version: &Version| ups.binary_search_by(|it| it.compare(version)).is_ok();
    signs.flyway_only |= undone.iter().any(known);
    signs.versioned += undone.len();
    signs
}
