//! A file's text cut into pieces: statements, with the data for COPY behind them, and the comments beside them.
//!
//! What only psql or a template's program would understand is understood here too: psql's commands and variables,
//! `${name}`, `{{ name }}`. The text of a [`Script`] is what PostgreSQL would get to read; its [`Map`] says where
//! each byte of it stands in the files.

mod arguments;
mod conditions;
mod fill;
mod head;
mod include;
pub mod lexer;
mod map;
mod psql;
mod reader;
mod template;
mod variables;

use crate::finding::Span;
pub use crate::order::ByName;
use crate::revision::SourceFile;
use reader::Reader;
use std::borrow::Cow;
use variables::Reference;

pub use conditions::boolean as is_true;
pub use map::Map;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    Statement,
    /// `COPY … FROM stdin`, and how many lines of data follow it.
    CopyWithData {
        lines: usize,
    },
}

/// A statement without the white space, comments and the semicolon around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub kind: PieceKind,
    /// bytes of the script's text
    pub span: Span,
    /// It may not run: it stands behind an `\if` or in a block of a template.
    pub conditional: bool,
    /// A part of it has no value that is known, so it can't be read.
    pub unknown: bool,
}

/// A file that has a part in a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

/// A byte of one of a script's files, by its place in [`Script::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    pub file: usize,
    pub byte: usize,
}

/// Something that was not understood, or not wholly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// byte of the script's text
    pub at: usize,
    pub origin: Origin,
    pub message: String,
}

/// Why a script can't be sent as it is, statement by statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// one of psql's commands
    Psql,
    /// data behind `COPY … FROM stdin`
    CopyData,
    /// a variable or a placeholder
    Filled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsendable {
    /// byte of the script's text
    pub at: usize,
    pub origin: Origin,
    pub why: Why,
}

#[derive(Debug)]
pub struct Script<'a> {
    /// What PostgreSQL would get to read, and what stands between.
    pub text: Cow<'a, str>,
    pub map: Map,
    /// The script's own file, then what it reads by `\i`, once for each time.
    pub files: Vec<Part<'a>>,
    pub pieces: Vec<Piece>,
    pub comments: Vec<Span>,
    pub faults: Vec<Fault>,
    /// bytes of the text behind which anything may have happened
    pub gaps: Vec<usize>,
    pub unsendable: Vec<Unsendable>,
}

/// What is known about a script besides its text.
pub struct Context<'c, 'a> {
    pub path: &'a str,
    /// psql runs it; without, its commands are understood and reported.
    pub psql: bool,
    /// What stands in the place of placeholders, and under psql of variables, by name.
    pub values: &'c ByName<String>,
    /// The file of this path, for `\\i`.
    pub find: &'c dyn Fn(&str) -> Option<&'a SourceFile>,
}

/// Reads a script in one pass. It cannot fail: what is no SQL is a piece that the grammar will refuse.
pub fn read<'a>(text: &'a str, context: &Context<'_, 'a>) -> Script<'a> {
    Reader::new(text, Some(context)).run(&[whole(text)])
}

/// The same for parts of a file, which must be in order and lie on character borders.
pub fn read_parts<'a>(text: &'a str, parts: &[Span], context: &Context<'_, 'a>) -> Script<'a> {
    let first = whole(text).start;
    let parts = parts.iter().map(|part| Span { start: part.start.max(first), end: part.end.max(first) });
    Reader::new(text, Some(context)).run(&parts.collect::<Vec<_>>())
}

/// Cuts a text that nothing is filled into; lines of psql's are passed over. All spans are bytes of `text`.
pub fn split(text: &str) -> Script<'_> {
    Reader::new(text, None).run(&[whole(text)])
}

/// What a syntax error is about that stands at the beginning of these words, where the grammar's own message would
/// not help: an invisible letter, a variable that psql would have filled in.
pub fn hint(rest: &str) -> Option<String> {
    let invisible = |it: &char| matches!(it, '\u{a0}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let word = rest.split(|it: char| it.is_ascii_whitespace()).next()?;
    if let Some(letter) = word.chars().take(64).find(invisible) {
        let code = letter as u32;
        return Some(format!(
            "An invisible character (U+{code:04X}) stands here, which PostgreSQL takes for a letter. Remove it."
        ));
    }
    let reference = Reference::read(rest, 0).filter(|_| rest.starts_with(':'))?;
    Some(format!(
        "`{}` is a variable of psql that has no value here. Give it one with `\\set`, or in lockgate.toml, below \
         [placeholders], where psql runs the files.",
        &rest[..reference.end]
    ))
}

fn whole(text: &str) -> Span {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Span { start, end: text.len() }
}

#[cfg(test)]
mod tests;
