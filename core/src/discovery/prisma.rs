//! `<14 digits>_<name>/migration.sql`. Prisma takes the folders in the order of their names, whatever they are;
//! its own guide calls the first one of an older database `0_init`.

use super::place::{Found, Place, Role, by_name};
use super::version::leading_digits;
use super::{Version, Why};

pub(super) fn read(place: &Place) -> Found {
    let files = place
        .members
        .iter()
        .filter_map(|(path, file)| Some((*file, role(path.strip_suffix("/migration.sql")?))));
    let mut found = Found::paired(files, by_name);
    let odd = place.members.iter().filter(|(path, _)| {
        path.strip_suffix("/migration.sql")
            .is_some_and(|folder| !folder.contains('/') && role(folder).is_none())
    });
    found.strangers.extend(odd.map(|(_, file)| (*file, Why::NoNumber)));
    found
}

/// What the name of a folder says.
pub(super) fn role(folder: &str) -> Option<Role> {
    let digits = leading_digits(folder).filter(|_| !folder.contains('/'))?;
    Some(Role::Up { name: folder.to_owned(), version: Version::Text(digits.to_owned()) })
}
