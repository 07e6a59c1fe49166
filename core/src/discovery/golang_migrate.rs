//! `000001_orders.up.sql` with `000001_orders.down.sql`, as golang-migrate has them. It goes by the number alone, and
//! considers only what is newer than the newest that it has applied.

use super::place::{Found, Place, Role, by_version, stem};
use super::version::leading_digits;
use super::{Version, Why};

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_version);
    // Up and down belong together by number, whatever they are called.
    let mut alone = Vec::new();
    for (file, why) in std::mem::take(&mut found.strangers) {
        let number = |path: &str| leading_digits(path).map(Version::number);
        let version = number(super::place::split_path(&place.files[file].path).1);
        let up =
            found.migrations.iter_mut().find(|it| it.down.is_none() && Some(&it.version) == version.as_ref());
        match up {
            Some(up) if why == Why::DownAlone => up.down = Some(file),
            _ => alone.push((file, why)),
        }
    }
    found.strangers = alone;
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
