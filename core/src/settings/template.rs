//! Patterns of names and lines, as people write them: `{number:3}_{snake}.sql`, `-- Date: {date}`.
//!
//! What stands in braces takes all up to the words behind it, and must be what it says. One pass, no way back.

/// Why a text is not as its template wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Miss<'t> {
    /// These words are not where they should be.
    Words(&'t str),
    /// Something stands behind the end.
    More(&'t str),
    /// This stands where the braces say something else.
    Part { is: &'t str, slot: &'t str },
}

/// Every word that may stand in braces, and what it stands for.
const SLOTS: &[(&str, &str)] = &[
    ("number", "a number"),
    ("date", "a date like 2025-12-31"),
    ("timestamp", "a time like 20251231235959"),
    ("text", "a text"),
    ("snake", "in snake_case"),
    ("kebab", "in kebab-case"),
    ("camel", "in camelCase"),
    ("pascal", "in PascalCase"),
    ("upper", "in UPPER_CASE"),
    ("table", "the table's name"),
    ("columns", "the columns' names"),
];

impl Miss<'_> {
    /// What is wrong, to stand behind a colon.
    pub fn words(&self) -> String {
        match self {
            Miss::Words(words) => ["`", words.trim(), "` is missing"].concat(),
            Miss::More(more) => ["`", more, "` is too much"].concat(),
            Miss::Part { is: "", slot } => [meaning(slot).as_str(), " is missing"].concat(),
            Miss::Part { is, slot } => ["`", is, "` is not ", meaning(slot).as_str()].concat(),
        }
    }
}

/// The end of a path, with as many folders as a template has.
pub fn tail<'p>(template: &str, path: &'p str) -> &'p str {
    let folders = template.bytes().filter(|it| *it == b'/').count();
    path.rmatch_indices('/').nth(folders).map_or(path, |(at, _)| &path[at + 1..])
}

/// Whether the end of a path is as a template wants it.
pub fn is_path(template: &str, path: &str) -> bool {
    fit(template, tail(template, path), &mut |_, _| {}).is_ok()
}

/// The words up to the next braces, what these hold, and what follows them.
fn cut(template: &str) -> (&str, Option<&str>, &str) {
    let inside = template.find('{').and_then(|open| Some((open, open + template[open..].find('}')?)));
    match inside {
        Some((open, close)) => (&template[..open], Some(&template[open + 1..close]), &template[close + 1..]),
        None => (template, None, ""),
    }
}

/// The words before the first braces.
pub fn head(template: &str) -> &str {
    cut(template).0
}

/// Whether a text is as its template wants it; `found` is told what the braces stood for.
pub fn fit<'t>(
    template: &'t str,
    text: &'t str,
    found: &mut dyn FnMut(&'t str, &'t str),
) -> Result<(), Miss<'t>> {
    let (mut template, mut rest) = (template, text);
    loop {
        let (words, slot, behind) = cut(template);
        rest = rest.strip_prefix(words).ok_or(Miss::Words(words))?;
        let Some(slot) = slot else {
            return if rest.is_empty() { Ok(()) } else { Err(Miss::More(rest)) };
        };
        let (next, another, _) = cut(behind);
        let end = match another {
            // Up to the end of the text, where all that follows are these words.
            None => rest.ends_with(next).then(|| rest.len() - next.len()),
            Some(_) => rest.find(next),
        };
        let (part, after) = rest.split_at(end.ok_or(Miss::Words(next))?);
        if !suits(slot, part) {
            return Err(Miss::Part { is: part, slot });
        }
        found(slot, part);
        (template, rest) = (behind, after);
    }
}

/// What braces stand for, in words: `in snake_case`, `a number of 3 digits`.
fn meaning(slot: &str) -> String {
    let (name, width) = slot.split_once(':').unwrap_or((slot, ""));
    let words = SLOTS.iter().find(|(it, _)| *it == name).map_or(slot, |(_, words)| words);
    if width.is_empty() { words.to_owned() } else { [words, " of ", width, " digits"].concat() }
}

/// Why this is no template. `slots` are the words that have a meaning here.
pub fn fault(template: &str, slots: &[&str]) -> Option<String> {
    let (mut rest, mut first) = (template, true);
    loop {
        let (words, slot, behind) = cut(rest);
        let slot = slot?;
        let (name, width) = slot.split_once(':').unwrap_or((slot, "1"));
        if !slots.contains(&name) || width.parse::<usize>().is_err() {
            let mut message = ["`{", slot, "}` means nothing here. Write"].concat();
            for (at, name) in slots.iter().enumerate() {
                message += if at == 0 { " `{" } else { ", `{" };
                message += name;
                message += "}`";
            }
            return Some(message + ".");
        }
        if words.is_empty() && !first {
            return Some(
                "Nothing stands between two braces, so where the first ends can't be told.".to_owned(),
            );
        }
        (rest, first) = (behind, false);
    }
}

fn suits(slot: &str, part: &str) -> bool {
    let (name, width) = slot.split_once(':').unwrap_or((slot, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    match name {
        "number" => digits(part) && (width.is_empty() || width.parse() == Ok(part.len())),
        "date" => date(part),
        "timestamp" => part.len() == 14 && digits(part) && time(part),
        "snake" => words(part, b'_', |it| it.is_ascii_lowercase()),
        "kebab" => words(part, b'-', |it| it.is_ascii_lowercase()),
        "upper" => words(part, b'_', |it| it.is_ascii_uppercase()),
        "camel" => words(part, 0, |it| it.is_ascii_alphabetic()) && part.as_bytes()[0].is_ascii_lowercase(),
        "pascal" => words(part, 0, |it| it.is_ascii_alphabetic()) && part.as_bytes()[0].is_ascii_uppercase(),
        _ => !part.trim().is_empty(),
    }
}

/// Letters and digits, with single signs between.
fn words(text: &str, sign: u8, letter: fn(&u8) -> bool) -> bool {
    let mut last = sign;
    for byte in text.bytes() {
        if !(letter(&byte) || byte.is_ascii_digit() || (byte == sign && last != sign)) {
            return false;
        }
        last = byte;
    }
    !text.is_empty() && last != sign
}

/// `2025-12-31`, and that day is in the calendar.
fn date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let dashes = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    dashes && day(&[&text[..4], &text[5..7], &text[8..]].concat())
}

fn time(digits: &str) -> bool {
    let at = |from: usize| digits.get(from..from + 2).and_then(|it| it.parse().ok()).unwrap_or(99_u32);
    digits.get(..8).is_some_and(day) && at(8) < 24 && at(10) < 60 && at(12) < 60
}

/// `20251231`
fn day(digits: &str) -> bool {
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|it| it.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(4, 6), number(6, 8)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(
        template: &'static str,
        text: &'static str,
    ) -> Result<Vec<(&'static str, &'static str)>, Miss<'static>> {
        let mut found = Vec::new();
        fit(template, text, &mut |slot, part| found.push((slot, part))).map(|()| found)
    }

    #[test]
    fn names_fit_or_say_what_does_not() {
        let file = "{number:3}_{snake}.sql";
        assert_eq!(told(file, "027_add_x.sql"), Ok(vec![("number:3", "027"), ("snake", "add_x")]));
        assert_eq!(told(file, "27_add_x.sql"), Err(Miss::Part { is: "27", slot: "number:3" }));
        assert_eq!(told(file, "027_AddX.sql"), Err(Miss::Part { is: "AddX", slot: "snake" }));
        assert_eq!(told(file, "027_add_x.SQL"), Err(Miss::Words(".sql")));
        assert_eq!(told(file, "027-add.sql"), Err(Miss::Words("_")));
        assert_eq!(told("idx_{snake}", "orders_idx"), Err(Miss::Words("idx_")));
        assert_eq!(told("orders_idx", "orders_idx1"), Err(Miss::More("1")));
        assert_eq!(told("{table}Id", "userId"), Ok(vec![("table", "user")]));
        assert!(told("{table}Id", "Id").is_err());
    }

    #[test]
    fn words_are_of_their_case() {
        for (slot, good, bad) in [
            ("{snake}", vec!["a", "add_x2", "2fa_codes"], vec!["", "A", "a__b", "_a", "a_", "a-b"]),
            ("{kebab}", vec!["a-b"], vec!["a_b", "a--b"]),
            ("{camel}", vec!["userId", "id", "ipV4Address"], vec!["UserId", "user_id", ""]),
            ("{pascal}", vec!["UserRole", "A"], vec!["userRole", "USER_ROLE"]),
            ("{upper}", vec!["IN_PROGRESS", "A1"], vec!["Active", "IN PROGRESS", ""]),
        ] {
            good.iter().for_each(|it| assert!(fit(slot, it, &mut |_, _| {}).is_ok(), "{it} is {slot}"));
            bad.iter().for_each(|it| assert!(fit(slot, it, &mut |_, _| {}).is_err(), "{it:?} is no {slot}"));
        }
    }

    #[test]
    fn dates_are_in_the_calendar() {
        for good in ["2025-12-05", "2024-02-29", "2000-02-29"] {
            assert!(date(good), "{good}");
        }
        for bad in [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-4-01",
            "05.12.2025",
            "2025-04-31",
            "20é5-1-01",
        ] {
            assert!(!date(bad), "{bad}");
        }
        let stamp = |it| fit("{timestamp}", it, &mut |_, _| {}).is_ok();
        assert!(stamp("20250619104237") && !stamp("20251319104237") && !stamp("20250619250000"));
    }

    #[test]
    fn a_template_that_is_none_says_why() {
        let file = ["number", "snake"];
        assert_eq!(fault("{number:3}_{snake}.sql", &file), None);
        assert!(fault("{nmber}_x", &file).unwrap().contains("`{number}`, `{snake}`"));
        assert!(fault("{number}{snake}", &file).unwrap().contains("between"));
        assert!(fault("{number:x}_{snake}", &file).is_some());
    }
}
