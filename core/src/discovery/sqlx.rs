//! `<number>_<description>.sql`, or `.up.sql` with `.down.sql`, as sqlx has them; what has no `_` it passes over.
//! `-- no-transaction` counts only as the very first bytes of the file.

use super::place::{Found, Place, Role, by_version, stem};
use super::{Mark, Version, marker};

const MARK: &str = "-- no-transaction";

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_version);
    for migration in &mut found.migrations {
        migration.mark = mark(place.text(migration.file));
    }
    found
}

fn role(path: &str) -> Option<Role> {
    let stem = stem(path);
    let (number, _) = stem.split_once('_')?;
    let digits = number.parse::<i64>().ok().filter(|it| *it >= 0)?.to_string();
    let version = Version::number(&digits);
    Some(match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (_, Some(name)) => Role::Down { name: name.to_owned() },
        (Some(name), _) => Role::Up { name: name.to_owned(), version },
        _ => Role::Up { name: stem.to_owned(), version },
    })
}

fn mark(text: &str) -> Mark {
    if text.starts_with(MARK) {
        return Mark::NoTransaction;
    }
    if !text.contains(MARK) {
        return Mark::None;
    }
    let meant = marker::read(text).into_iter().find(|it| it.said == "no-transaction");
    meant.map_or(Mark::None, |it| Mark::Ignored {
        span: it.span,
        why: "sqlx looks for `-- no-transaction` at the first byte of the file and nowhere else.",
    })
}

/// Whether a file speaks to sqlx.
pub(super) fn speaks(text: &str) -> bool {
    !matches!(mark(text), Mark::None)
}
