//! `supabase/migrations/<number>_<name>.sql`, in the order of the file names; the version is the number as text.

use super::Version;
use super::place::{Found, Place, Role, by_name, stem};
use super::version::leading_digits;

pub(super) fn read(place: &Place) -> Found {
    Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_name)
}

fn role(path: &str) -> Option<Role> {
    let stem = stem(path);
    let digits = leading_digits(stem).filter(|digits| stem[digits.len()..].starts_with('_'))?;
    Some(Role::Up { name: stem.to_owned(), version: Version::Text(digits.to_owned()) })
}
