//! Drizzle's two forms: `meta/_journal.json` that lists `<tag>.sql` files with the moment of each (up to 0.45), and
//! folders `<14 digits>_<name>/migration.sql` with a `snapshot.json` beside (since 1.0). Statements are sent in the
//! parts between `--> statement-breakpoint`.

use super::json::Json;
use super::place::{Found, Place, is_sql, stem};
use super::{Fault, Migration, Section, Version, Why, prisma};
use crate::finding::Span;
use crate::order::Places;
use crate::script;

const JOURNAL: &str = "meta/_journal.json";
const BREAKPOINT: &str = "--> statement-breakpoint";

/// A line of the journal.
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
    let entries = match entries(place.text(at)) {
        Ok(entries) => entries,
        Err(why) => {
            let message = format!("This is no journal of Drizzle's, so no order is known: {why}.");
            found.faults.push(fault(message));
            return found;
        }
    };
    for entry in entries {
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

/// What a journal lists, or why it is none.
fn entries(text: &str) -> Result<Vec<Entry>, String> {
    let journal = Json::read(text).map_err(|at| {
        let line = text[..at].matches('\n').count() + 1;
        format!("line {line} is no JSON")
    })?;
    let entry = |(_, it): &(String, Json)| {
        Some(Entry { when: it.get("when")?.number()?, tag: it.get("tag")?.text()?.to_owned() })
    };
    let entries = journal.get("entries").and_then(|it| it.several().iter().map(entry).collect());
    entries.ok_or_else(|| "it has no `entries`, each with `when` and `tag`".to_owned())
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
