//! `<number>_<name>.sql` with `-- Up Migration` and `-- Down Migration` in it, as node-pg-migrate has them. Thirteen
//! digits are milliseconds, seventeen a moment in UTC; anything else is a plain number.

use super::marker::{self, Marker};
use super::place::{Found, Place, Role, by_version, stem};
use super::version::leading_digits;
use super::{Fault, Migration, Section, Version};
use crate::finding::Span;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_version);
    for migration in &mut found.migrations {
        cut(migration, place.text(migration.file));
    }
    found
}

fn role(path: &str) -> Option<Role> {
    let stem = stem(path);
    let prefix = stem.split('_').next().unwrap_or(stem);
    leading_digits(prefix).filter(|digits| *digits == prefix)?;
    let version = match utc_milliseconds(prefix) {
        Some(moment) => Version::number(&moment.to_string()),
        None => Version::number(prefix),
    };
    Some(Role::Up { name: stem.to_owned(), version })
}

/// `20200513070724505` in milliseconds since 1970; `None` for anything that is no such moment.
fn utc_milliseconds(digits: &str) -> Option<u64> {
    if digits.len() != 17 {
        return None;
    }
    let part = |from: usize, to: usize| digits[from..to].parse::<u64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin in March, so that a leap day is the last of one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    let seconds = (days * 24 + part(8, 10)?) * 3600 + part(10, 12)? * 60 + part(12, 14)?;
    Some(seconds * 1000 + part(14, 17)?)
}

/// Whether a file speaks to node-pg-migrate.
pub(super) fn speaks(text: &str) -> bool {
    let has = |words: &str| text.contains(words);
    (has("Up Migration") || has("up migration") || has("UP MIGRATION"))
        && find(&marker::read(text), "up").is_some()
}

/// `-- Up Migration`, with any dashes before it, in any case.
fn find(markers: &[Marker], direction: &str) -> Option<Span> {
    let fits = |said: &str| {
        let words = said.trim_start_matches(|it: char| it == '-' || it.is_whitespace()).to_ascii_lowercase();
        let rest = words.strip_prefix(direction).unwrap_or("");
        rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with("migration")
    };
    markers.iter().find(|it| fits(it.said)).map(|it| it.span)
}

fn cut(migration: &mut Migration, text: &str) {
    let markers = marker::read(text);
    match (find(&markers, "up"), find(&markers, "down")) {
        (Some(up), down) => {
            let down = down.filter(|down| down.start > up.start);
            let end = down.map_or(text.len(), |down| down.start);
            migration.sections = Some(vec![Section::new(Span { start: up.end, end })]);
            migration.back.extend(down.map(|it| Section::new(Span { start: it.end, end: text.len() })));
        }
        (None, Some(down)) => migration.faults.push(Fault::note(
            down,
            "Without a line `-- Up Migration` node-pg-migrate runs the whole file, and what stands here with it.",
        )),
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::utc_milliseconds;

    #[test]
    fn seventeen_digits_are_a_moment() {
        assert_eq!(utc_milliseconds("19700101000000000"), Some(0));
        assert_eq!(utc_milliseconds("20200229120000001"), Some(1_582_977_600_001));
        assert_eq!(utc_milliseconds("20200513070724505"), Some(1_589_353_644_505));
        assert_eq!(utc_milliseconds("20201313070724505"), None);
        assert_eq!(utc_milliseconds("1391877300255"), None);
    }
}
