//! `V1__orders.sql` anywhere below the folder, as refinery has them, and `U1__orders.sql`, which may come late. Both
//! stand in one line of whole numbers.

use super::Version;
use super::place::{Found, Place, Role, by_version, stem};
use super::version::leading_digits;

pub(super) fn read(place: &Place) -> Found {
    Found::paired(place.sql_below().map(|(path, file)| (file, role(path))), by_version)
}

fn role(path: &str) -> Option<Role> {
    let stem = stem(path);
    let (number, name) = stem.strip_prefix(['U', 'V'])?.split_once("__")?;
    let plain = !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '_');
    let whole = leading_digits(number) == Some(number) && number.parse::<i64>().is_ok();
    (plain && whole).then(|| Role::Up { name: stem.to_owned(), version: Version::number(number) })
}
