//! Comments that a tool reads. They are found by the lexer: a marker in a string or in a body is none.

use super::Migration;
use crate::finding::Span;
use crate::script;

/// A comment of one line that stands at the start of its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marker<'a> {
    pub span: Span,
    /// What stands behind the dashes, without white space around it.
    pub said: &'a str,
    /// White space stands before it in its line.
    pub indented: bool,
}

/// The `--` comments that have their line for themselves.
pub(super) fn read(text: &str) -> Vec<Marker<'_>> {
    let comments = script::split(text).comments;
    comments.into_iter().filter_map(|span| marker(text, span)).collect()
}

/// Whether a line comment may speak to a tool: a look at the dashes, long before the lexer's.
pub(super) fn may_speak(text: &str) -> bool {
    let mut rest = text;
    while let Some(dash) = rest.find('-') {
        rest = &rest[dash + 1..];
        if rest.starts_with('-') {
            let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
            let line = line.to_ascii_lowercase();
            if ["goose up", "migrate:up", "migration", "liquibase"].iter().any(|word| line.contains(word)) {
                return true;
            }
            rest = below;
        }
    }
    false
}

fn marker(text: &str, span: Span) -> Option<Marker<'_>> {
    let said = text[span.start..span.end].strip_prefix("--")?.trim();
    // Only white space is passed over: lines may have no end.
    let blank = |it: char| (it.is_whitespace() && it != '\n') || it == '\u{feff}';
    let above = text[..span.start].trim_end_matches(blank);
    let before = text[above.len()..span.start].trim_start_matches('\u{feff}');
    (above.is_empty() || above.ends_with('\n')).then_some(Marker { span, said, indented: !before.is_empty() })
}

/// Refuses a migration with SQL above the mark that its tool begins at.
pub(super) fn sql_above(migration: &mut Migration, text: &str, mark: Span, message: &str) -> bool {
    let first = script::split(text).pieces.first().map(|it| it.span).filter(|it| it.start < mark.start);
    if let Some(span) = first {
        migration.refuse(span, message);
    }
    first.is_some()
}

/// The comments at the very top, one to a line, up to the first line that is none.
pub(super) fn head(text: &str) -> Vec<Marker<'_>> {
    let mut at = 0;
    let mut markers = Vec::new();
    while text[at..].starts_with("--") {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        markers.extend(marker(text, Span { start: at, end }));
        at = (end + 1).min(text.len());
    }
    markers
}

/// Splits `goose Up` behind the words that begin it; `None` where it does not.
pub(super) fn after<'a>(said: &'a str, word: &str) -> Option<&'a str> {
    let rest = said.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}
