//! `<14 digits>_<name>/migration.sql`. Prisma takes the folders in the order of their names, whatever they are;
//! its own guide calls the first one of an older database `0_init`.

use super::{Role, Version, leading_digits, split_path};

/// The migrations folder and the role of a `migration.sql`; `None` for every other file.
pub fn read(path: &str) -> Option<(&str, Role)> {
    let (folder, file) = split_path(path);
    if file != "migration.sql" || folder.is_empty() {
        return None;
    }
    let (root, name) = split_path(folder);
    let role = match leading_digits(name) {
        Some(digits) => Role::Up { name: name.to_owned(), version: Version::Text(digits.to_owned()) },
        None => Role::Stranger,
    };
    Some((root, role))
}
