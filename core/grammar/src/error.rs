use std::fmt;

/// Why a piece of SQL could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What the grammar says, in PostgreSQL's own words where they are its words.
    pub message: String,
    /// Byte offset into the text, at a character boundary and at most the text's length;
    /// `None` where the grammar names no place.
    pub position: Option<usize>,
}

impl SyntaxError {
    /// The grammar counts characters from 1, and 0 is no place at all; we count bytes from 0.
    pub(crate) fn at_character(message: String, sql: &str, cursor: i32) -> Self {
        let position = usize::try_from(cursor).ok().and_then(|cursor| cursor.checked_sub(1));
        let to_byte = |n| sql.char_indices().nth(n).map_or(sql.len(), |(byte, _)| byte);
        Self { message, position: position.map(to_byte) }
    }

    pub(crate) fn at_byte(message: String, byte: usize) -> Self {
        Self { message, position: Some(byte) }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}
