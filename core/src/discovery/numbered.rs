//! `001_orders.sql`, `20250619104237_orders.sql`, `V7__orders.sql`; `001_orders.up.sql` with `001_orders.down.sql`.

use super::{Role, Version, leading_digits, split_path};

/// The folder and the role of any file with SQL.
pub fn read(path: &str) -> (&str, Role) {
    let (root, file) = split_path(path);
    let stem = &file[..file.len() - ".sql".len()];
    let (name, down) = match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (Some(name), _) => (name, false),
        (_, Some(name)) => (name, true),
        _ => (stem, false),
    };
    let role = match version(name) {
        None => Role::Stranger,
        Some(_) if down => Role::Down { name: name.to_owned() },
        Some(version) => Role::Up { name: name.to_owned(), version },
    };
    (root, role)
}

/// The number ends with the name or at something that is no letter: `2fa_codes.sql` has none.
fn version(name: &str) -> Option<Version> {
    let after_mark = name.strip_prefix(['V', 'v']).unwrap_or(name);
    let digits = leading_digits(after_mark)?;
    let next = after_mark[digits.len()..].chars().next();
    (!next.is_some_and(char::is_alphanumeric)).then(|| Version::number(digits))
}
