//! A script's files as text: bytes checked, and a way from bytes to files, lines and columns.

use crate::finding::{Place, Span, Unread};
use crate::script::{Map, Origin, Part};
use std::borrow::Cow;

/// Every `BLOCK` bytes the number of characters before is written down, so that a column is found in
/// constant time even where a file is one long line.
const BLOCK: usize = 256;

/// A script that is UTF-8, with the line indexes of its files. Spans are bytes of [`Source::text`], which is the
/// file's own where nothing was filled in or read by `\i`; a byte order mark counts.
#[derive(Debug)]
pub struct Source<'a> {
    pub path: &'a str,
    pub text: Cow<'a, str>,
    map: Map,
    /// the script's own file first
    files: Vec<Lines<'a>>,
}

/// One file and its line index.
#[derive(Debug)]
struct Lines<'a> {
    path: &'a str,
    text: &'a str,
    line_starts: Vec<usize>,
    characters: Vec<usize>,
}

impl<'a> Source<'a> {
    /// A file as it is.
    pub fn new(path: &'a str, text: &'a str) -> Source<'a> {
        Source { path, text: text.into(), map: Map::default(), files: vec![Lines::new(path, text)] }
    }

    /// A script whose text was made of several files, or has something filled in.
    pub fn of(text: Cow<'a, str>, map: Map, files: &[Part<'a>]) -> Source<'a> {
        let path = files.first().map_or("", |it| it.path);
        Source { path, text, map, files: files.iter().map(|it| Lines::new(it.path, it.text)).collect() }
    }

    /// Line and column of a byte, both from 1; the column counts characters. A byte behind the end is the end.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let (file, span) = self.map.origin(Span { start: byte, end: byte });
        self.files.get(file).map_or((1, 1), |lines| lines.position(span.start))
    }

    pub fn place(&self, span: Span) -> Place {
        let (file, span) = self.map.origin(span);
        let (path, (line, column), (end_line, end_column)) = match self.files.get(file) {
            Some(lines) => (lines.path, lines.position(span.start), lines.position(span.end)),
            None => (self.path, (1, 1), (1, 1)),
        };
        Place { file: path.to_owned(), line, column, end_line, end_column, start: span.start, end: span.end }
    }

    /// Something that was not read, at a byte of the text.
    pub fn unread(&self, byte: usize, message: String) -> Unread {
        let (file, span) = self.map.origin(Span { start: byte, end: byte });
        self.unread_at(Origin { file, byte: span.start }, message)
    }

    /// Something that was not read, at a byte of a file.
    pub fn unread_at(&self, origin: Origin, message: String) -> Unread {
        let (path, (line, column)) = match self.files.get(origin.file) {
            Some(lines) => (lines.path, lines.position(origin.byte)),
            None => (self.path, (1, 1)),
        };
        Unread { file: path.to_owned(), line, column, message }
    }

    /// Whether the text is the file's as it is.
    pub fn is_plain(&self) -> bool {
        self.map.is_empty()
    }

    /// The files that the script reads by `\i`.
    pub fn included(&self) -> impl Iterator<Item = &'a str> {
        self.files.iter().skip(1).map(|it| it.path)
    }

    /// The words of a span; empty where the span does not fit the text.
    pub fn words(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Where a byte of the text stands in the script's own file; `None` where it comes from another.
    pub fn byte_in_file(&self, byte: usize) -> Option<usize> {
        let (file, span) = self.map.origin(Span { start: byte, end: byte });
        (file == 0).then_some(span.start)
    }

    /// Where spans of the script's own file stand in the text.
    pub fn in_text(&self, spans: impl Iterator<Item = Span>) -> Vec<Span> {
        let ends: Vec<usize> = spans.flat_map(|it| [it.start, it.end]).collect();
        let places = self.map.in_text(&ends);
        places.chunks_exact(2).map(|it| Span { start: it[0], end: it[1] }).collect()
    }

    /// Whether a span's bytes are a file's own, so that an edit can replace them.
    pub fn is_written(&self, span: Span) -> bool {
        self.map.is_same(span)
    }
}

impl<'a> Lines<'a> {
    fn new(path: &'a str, text: &'a str) -> Lines<'a> {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        line_starts
            .extend(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
        let mut characters = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0;
        for block in bytes.chunks(BLOCK) {
            characters.push(count);
            count += starts_of_characters(block);
        }
        characters.push(count);
        Lines { path, text, line_starts, characters }
    }

    fn position(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= byte);
        (line, self.characters_before(byte) - self.characters_before(self.line_starts[line - 1]) + 1)
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.characters[block] + starts_of_characters(&self.text.as_bytes()[block * BLOCK..byte])
    }
}

/// How many characters begin in these bytes.
fn starts_of_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// Why a file's bytes are not text, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub struct NotText {
    pub at: usize,
    pub message: String,
}

/// The bytes as text, or where they stop being UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str, NotText> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "This file is UTF-16, so nothing in it was read. Save it as UTF-8.".to_owned()
        }
        _ => format!(
            "Byte {at} (0x{:02x}) is not UTF-8, so nothing in this file was read. Save the file as UTF-8.",
            bytes[at]
        ),
    };
    Err(NotText { at, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.sql", "é x\r\nyé");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(3), (1, 3));
        assert_eq!(source.position(6), (2, 1));
        assert_eq!(source.position(9), (2, 3));
        assert_eq!(source.position(99), (2, 3));
    }

    #[test]
    fn long_lines_agree_with_counting() {
        let text = "aé€".repeat(500) + "\n" + &"ü".repeat(700);
        let source = Source::new("a.sql", &text);
        for (byte, _) in text.char_indices() {
            let line_start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
            let expected =
                (text[..byte].matches('\n').count() + 1, text[line_start..byte].chars().count() + 1);
            assert_eq!(source.position(byte), expected, "byte {byte}");
        }
    }

    #[test]
    fn says_where_text_ends() {
        assert_eq!(text(b"select \xff").unwrap_err().at, 7);
        assert!(text(b"\xff\xfes\0").unwrap_err().message.contains("UTF-16"));
        assert_eq!(text("é".as_bytes()), Ok("é"));
    }
}
