//! Comments that a tool reads. They are found by the lexer: a marker in a string or in a body is none.

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

fn marker(text: &str, span: Span) -> Option<Marker<'_>> {
    let said = text[span.start..span.end].strip_prefix("--")?.trim();
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[line..span.start].trim_start_matches('\u{feff}');
    before.trim().is_empty().then_some(Marker { span, said, indented: !before.is_empty() })
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
