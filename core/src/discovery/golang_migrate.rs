//! `000001_orders.up.sql` with `000001_orders.down.sql`, as golang-migrate has them. It goes by the number alone, and
//! considers only what is newer than the newest that it has applied.

use super::Version;
use super::place::{Found, Place, Role, by_version, split_path, stem};
use super::version::leading_digits;
use crate::order::Places;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_version);
    // Up and down belong together by number, whatever they are called.
    let lonely = found.migrations.iter().enumerate().filter(|(_, it)| it.down.is_none());
    let lonely: Vec<(String, usize)> = lonely.map(|(at, it)| (it.version.as_str().to_owned(), at)).collect();
    let places = Places::of(&mut lonely.iter().map(|(version, _)| version.as_str()));
    found.strangers.retain(|(file, _)| {
        let number = leading_digits(split_path(&place.files[*file].path).1).map(Version::number);
        let up = number.and_then(|number| Some(lonely[places.get(number.as_str())?].1));
        let up = up.map(|up| &mut found.migrations[up].down).filter(|down| down.is_none());
        up.is_none_or(|down| down.replace(*file).is_some())
    });
    found
}

fn role(path: &str) -> Option<Role> {
    let digits = leading_digits(path).filter(|digits| digits.parse::<u64>().is_ok())?;
    if !path[digits.len()..].starts_with('_') {
        return None;
    }
    let stem = stem(path);
    match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (Some(name), _) => Some(Role::Up { name: name.to_owned(), version: Version::number(digits) }),
        (_, Some(name)) => Some(Role::Down { name: name.to_owned() }),
        _ => None,
    }
}
