//! The SQL in the body of a `DO` block. Its statements are judged and replayed like others, but may not run at all.

use super::Reader;
use crate::finding::Span;
use crate::script::{self, lexer::Lexer, lexer::TokenKind};
use crate::statement::tokens::Tokens;
use crate::statement::{Condition, Do, Ident, Kind, Statement};

/// Words behind which a statement of PL/pgSQL begins.
const BEFORE: &[&str] = &["begin", "then", "else", "loop"];
/// Words with which a statement begins that changes something.
const HEADS: &[&str] = &["create", "alter", "drop", "insert", "update", "delete", "truncate"];

/// Every statement of the body that the grammar can read, and whether there is more than that.
pub fn read(reader: &Reader, tokens: &Tokens) -> (Kind, Vec<Statement>) {
    let Some(body) = body(tokens) else { return (a_do(true), Vec::new()) };
    let mut dynamic = (0..tokens.len()).any(|at| tokens.is(at, "language") && !tokens.is(at + 1, "plpgsql"));
    let mut inner = Vec::new();
    for piece in script::split(&reader.text[body.start..body.end]).pieces {
        let span = Span { start: body.start + piece.span.start, end: body.start + piece.span.end };
        let Found { statement, executes } = find(reader.text, span);
        dynamic |= executes;
        if let Some(span) = statement {
            match reader.read(span) {
                Ok(Some(statement)) => inner.push(Statement {
                    in_do: true,
                    condition: Condition { unknown: true, ..Condition::default() },
                    ..statement
                }),
                Ok(None) => {}
                Err(_) => dynamic = true,
            }
        }
    }
    (a_do(dynamic), inner)
}

fn a_do(dynamic: bool) -> Kind {
    Kind::Do(Do { language: Ident::folded("plpgsql"), dynamic, unread: Vec::new() })
}

/// The bytes between the dollar quotes. A body in plain quotes has its own escapes and is not read.
fn body(tokens: &Tokens) -> Option<Span> {
    let at = (0..tokens.len()).find(|at| tokens.text(*at).starts_with('$') && tokens.text(*at).len() >= 4)?;
    let (span, text) = (tokens.span(at), tokens.text(at));
    let quote = text[1..].find('$')? + 2;
    Some(Span { start: span.start + quote, end: span.end - quote })
}

struct Found {
    statement: Option<Span>,
    executes: bool,
}

fn find(text: &str, span: Span) -> Found {
    let mut found = Found { statement: None, executes: false };
    let mut previous = "";
    for token in Lexer::new(text, span.start, span.end).filter(|token| token.kind != TokenKind::Comment) {
        let word = &text[token.span.start..token.span.end];
        let is = |list: &[&str], word: &str| list.iter().any(|it| it.eq_ignore_ascii_case(word));
        let begins = previous.is_empty() || is(BEFORE, previous);
        if begins && is(HEADS, word) && found.statement.is_none() {
            found.statement = Some(Span { start: token.span.start, end: span.end });
        }
        found.executes |= begins && is(&["execute"], word);
        previous = word;
    }
    found
}

impl super::Scene<'_> {
    /// The statements in a function's body.
    pub fn body_statements(
        &self,
        _language: &str,
        _text: &crate::statement::BodyText,
    ) -> (Vec<Statement>, Vec<crate::statement::Unread>) {
        (Vec::new(), Vec::new())
    }
}
