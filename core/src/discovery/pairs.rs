//! `<version>_<name>/up.sql` and `down.sql`, as diesel has them: the version is what stands before the first `_`,
//! without its dashes, and versions are compared as text.

use super::{Role, Version, leading_digits, split_path};

/// The migrations folder and the role of an `up.sql` or `down.sql`; `None` for every other file.
pub fn read(path: &str) -> Option<(&str, Role)> {
    let (folder, file) = split_path(path);
    if !matches!(file, "up.sql" | "down.sql") || folder.is_empty() {
        return None;
    }
    let (root, name) = split_path(folder);
    let version = name.split('_').next().unwrap_or(name).replace('-', "");
    let role = match (leading_digits(&version), file) {
        (None, _) => Role::Stranger,
        (_, "up.sql") => Role::Up { name: name.to_owned(), version: Version::Text(version) },
        _ => Role::Down { name: name.to_owned() },
    };
    Some((root, role))
}
