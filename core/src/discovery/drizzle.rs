//! Drizzle's two forms: `meta/_journal.json` that lists `<tag>.sql` files with the moment of each (up to 0.45), and
//! folders `<14 digits>_<name>/migration.sql` with a `snapshot.json` beside (since 1.0). Statements are sent in the
//! parts between `--> statement-breakpoint`.

use super::place::{Found, Place, is_sql, stem};
use super::{Fault, Migration, Section, Version, Why, prisma};
use crate::finding::Span;
use crate::order::Places;
use crate::script;
use serde::Deserialize;

const JOURNAL: &str = "meta/_journal.json";
const BREAKPOINT: &str = "--> statement-breakpoint";

#[derive(Deserialize)]
struct Journal {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    /// milliseconds since 1970
    when: u64,
    tag: String,
}

pub(super) fn read(place: &Place) -> Found {
    let mut found = match place.find(JOURNAL) {
        Some(journal) => listed(place, journal),
        None => prisma::read(place),
    };
    for migration in &mut found.migrations {
        let text = place.text(migration.file);
        let parts = parts(text);
        // Drizzle knows no strings: it cuts wherever the words stand.
        let mut seen = parts.iter().map(|it| it.span.end);
        let hidden = text.match_indices(BREAKPOINT).find(|(at, _)| seen.next() != Some(*at));
        if let Some((at, _)) = hidden {
            let message = "Drizzle cuts the file here, in the middle of a statement: it does not see the quotes around it.";
            migration.faults.push(Fault::gap(Span { start: at, end: at + BREAKPOINT.len() }, message));
        }
        migration.sections = Some(parts);
    }
    found
}

fn listed(place: &Place, at: usize) -> Found {
    let mut found = Found::default();
    let fault = |message: String| (at, Fault::gap(Span { start: 0, end: 0 }, message));
    let journal = match serde_json::from_slice::<Journal>(&place.files[at].bytes) {
        Ok(journal) => journal,
        Err(error) => {
            found
                .faults
                .push(fault(format!("This is no journal of Drizzle's, so no order is known: {error}.")));
            return found;
        }
    };
    for entry in journal.entries {
        match place.find(&format!("{}.sql", entry.tag)) {
            Some(file) => {
                let version = Version::number(&entry.when.to_string());
                found.migrations.push(Migration::new(entry.tag, version, file));
            }
            None => found.faults.push(fault(format!(
                "The journal lists `{}`, and there is no such file: Drizzle stops before it applies anything.",
                entry.tag
            ))),
        }
    }
    let listed = Places::of(&mut found.migrations.iter().map(|it| it.name.as_str()));
    let known = |path: &str| listed.has(stem(path));
    let strangers =
        place.members.iter().filter(|(path, _)| is_sql(path) && !path.contains('/') && !known(path));
    found.strangers = strangers.map(|(_, file)| (*file, Why::NotListed)).collect();
    found
}

/// What stands between the breakpoints; a breakpoint's line may go on with SQL.
fn parts(text: &str) -> Vec<Section> {
    let mut start = 0;
    let mut parts = Vec::new();
    if text.contains(BREAKPOINT) {
        for comment in script::split(text).comments {
            if text[comment.start..].starts_with(BREAKPOINT) {
                parts.push(Section::new(Span { start, end: comment.start }));
                start = comment.start + BREAKPOINT.len();
            }
        }
    }
    parts.push(Section::new(Span { start, end: text.len() }));
    parts
}
