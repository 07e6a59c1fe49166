//! `001_orders.sql`, `007b_orders.sql`, `20250619104237_orders.sql`, `V7__orders.sql`; `001_orders.up.sql` with
//! `001_orders.down.sql`. In the order of the numbers, then of the letters behind them, then of the names.

use super::Version;
use super::place::{Found, Place, Role, by_version, stem};
use super::version::leading_digits;

pub(super) fn read(place: &Place) -> Found {
    Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_version)
}

/// What the name of a file with SQL says; `None` where it has no number.
pub(super) fn role(path: &str) -> Option<Role> {
    let stem = stem(path);
    let (name, down) = match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (Some(name), _) => (name, false),
        (_, Some(name)) => (name, true),
        _ => (stem, false),
    };
    let version = version(name)?;
    let name = name.to_owned();
    Some(if down { Role::Down { name } } else { Role::Up { name, version } })
}

/// The number ends with the name or at something that is no letter: `2fa_codes.sql` has none. One small letter may
/// stand behind it: `007b_orders.sql`.
fn version(name: &str) -> Option<Version> {
    let after_mark = name.strip_prefix(['V', 'v']).unwrap_or(name);
    let digits = leading_digits(after_mark)?;
    let rest = &after_mark[digits.len()..];
    let ends = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
    match rest.as_bytes().first() {
        _ if ends(rest) => Some(Version::number(digits)),
        Some(b'a'..=b'z') if rest[1..].starts_with(['_', '-']) => Some(Version::lettered(digits, &rest[..1])),
        _ => None,
    }
}
