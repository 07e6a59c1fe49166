//! A file's text cut into pieces: statements, psql's own commands, data for COPY; and the comments beside them.

pub mod lexer;

use crate::finding::Span;
use lexer::{Lexer, Token, TokenKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    Statement,
    /// A line such as `\set x 1`, which only psql understands.
    PsqlCommand,
    /// `COPY … FROM stdin` with the lines of data that follow it.
    CopyWithData,
}

/// A piece without the white space, comments and the semicolon around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub kind: PieceKind,
    pub span: Span,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Script {
    pub pieces: Vec<Piece>,
    pub comments: Vec<Span>,
}

/// Cuts in one pass. It cannot fail: what is no SQL is a piece that the grammar will refuse.
pub fn split(text: &str) -> Script {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut splitter = Splitter { text, script: Script::default(), open: None, head: Head::default() };
    let mut lexer = Lexer::new(text, start, text.len());
    while let Some(token) = lexer.next() {
        if let Some(next) = splitter.take(token) {
            lexer.jump(next);
        }
    }
    splitter.close(PieceKind::Statement);
    splitter.script
}

struct Splitter<'a> {
    text: &'a str,
    script: Script,
    open: Option<Span>,
    head: Head,
}

impl Splitter<'_> {
    /// Returns the byte to go on at, where that is not the token's end.
    fn take(&mut self, token: Token) -> Option<usize> {
        match token.kind {
            TokenKind::Comment => self.script.comments.push(token.span),
            TokenKind::Backslash => return Some(self.psql_command(token.span.start)),
            TokenKind::Symbol if self.word(token) == ";" && self.head.ends_at_semicolon() => {
                return self.statement_end(token.span.end);
            }
            _ => {
                let word = &self.text[token.span.start..token.span.end];
                self.head.see(token.kind, word);
                let open = self.open.get_or_insert(token.span);
                open.end = token.span.end;
            }
        }
        None
    }

    fn word(&self, token: Token) -> &str {
        &self.text[token.span.start..token.span.end]
    }

    fn close(&mut self, kind: PieceKind) {
        if let Some(span) = self.open.take() {
            self.script.pieces.push(Piece { kind, span });
        }
        self.head = Head::default();
    }

    fn statement_end(&mut self, semicolon_end: usize) -> Option<usize> {
        if !self.head.reads_stdin() {
            self.close(PieceKind::Statement);
            return None;
        }
        let end = copy_data_end(self.text, semicolon_end);
        if let Some(open) = &mut self.open {
            open.end = self.text[..end].trim_end().len().max(semicolon_end);
        }
        self.close(PieceKind::CopyWithData);
        Some(end)
    }

    /// A psql command reaches to its line's end, and what was open before it ends there.
    fn psql_command(&mut self, start: usize) -> usize {
        self.close(PieceKind::Statement);
        let end = line_end(self.text, start);
        let span = Span { start, end: start + self.text[start..end].trim_end().len() };
        self.script.pieces.push(Piece { kind: PieceKind::PsqlCommand, span });
        end
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// Data begins on the line after the semicolon and ends behind a line that is `\.`, or with the file.
fn copy_data_end(text: &str, semicolon_end: usize) -> usize {
    let mut at = line_end(text, semicolon_end);
    while at < text.len() {
        let start = at + 1;
        at = line_end(text, start);
        if text[start..at].trim_end_matches('\r') == "\\." {
            return at;
        }
    }
    at
}

/// What the words so far say about where the statement ends.
#[derive(Debug, Default)]
struct Head {
    words: Vec<String>,
    /// open `BEGIN ATOMIC` bodies and the `CASE`s in them
    bodies: usize,
    parentheses: usize,
    from_stdin: bool,
    last: String,
}

/// `create or replace function` and one more to tell what is created.
const HEAD_WORDS: usize = 4;

impl Head {
    fn see(&mut self, kind: TokenKind, word: &str) {
        match (kind, word) {
            (TokenKind::Symbol, "(") => self.parentheses += 1,
            (TokenKind::Symbol, ")") => self.parentheses = self.parentheses.saturating_sub(1),
            (TokenKind::Word, _) => self.see_word(word.to_ascii_lowercase()),
            _ => self.last.clear(),
        }
    }

    fn see_word(&mut self, word: String) {
        if self.words.len() < HEAD_WORDS {
            self.words.push(word.clone());
        }
        if self.creates(&["function", "procedure"]) {
            match word.as_str() {
                "atomic" if self.last == "begin" => self.bodies += 1,
                "case" if self.bodies > 0 => self.bodies += 1,
                "end" => self.bodies = self.bodies.saturating_sub(1),
                _ => {}
            }
        }
        self.from_stdin |= word == "stdin" && self.last == "from";
        self.last = word;
    }

    fn creates(&self, kinds: &[&str]) -> bool {
        let mut words = self.words.iter().map(String::as_str);
        if words.next() != Some("create") {
            return false;
        }
        match words.next() {
            Some("or") => {
                words.next() == Some("replace") && words.next().is_some_and(|word| kinds.contains(&word))
            }
            Some(word) => kinds.contains(&word),
            None => false,
        }
    }

    /// A semicolon ends a statement except in a `BEGIN ATOMIC` body and in the parentheses of a rule. In other
    /// parentheses it can only be a mistake, and the statement behind it must not suffer for it.
    fn ends_at_semicolon(&self) -> bool {
        self.bodies == 0 && !(self.parentheses > 0 && self.creates(&["rule"]))
    }

    fn reads_stdin(&self) -> bool {
        self.from_stdin && self.words.first().is_some_and(|word| word == "copy")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(PieceKind, &str)> {
        split(text).pieces.iter().map(|it| (it.kind, &text[it.span.start..it.span.end])).collect()
    }

    fn statements(text: &str) -> Vec<&str> {
        pieces(text).into_iter().filter(|it| it.0 == PieceKind::Statement).map(|it| it.1).collect()
    }

    #[test]
    fn statements_lose_what_is_around_them() {
        assert_eq!(
            statements("\u{feff}-- hi\n select 1 ; /* x */\r\nselect 2 -- end\n;;\n"),
            ["select 1", "select 2"]
        );
    }

    #[test]
    fn quotes_hide_semicolons() {
        let text = "create function f() returns int language sql as $$ select 1; $$; select 'a;b'";
        assert_eq!(statements(text).len(), 2);
    }

    #[test]
    fn atomic_bodies_are_one_statement() {
        let body = "create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end";
        assert_eq!(statements(&format!("{body}; select 3")), [body, "select 3"]);
        assert_eq!(statements("begin; select 1; end;"), ["begin", "select 1", "end"]);
    }

    #[test]
    fn rules_keep_their_parentheses_others_do_not() {
        assert_eq!(
            statements("create rule r as on insert to t do also (select 1; select 2); select 3").len(),
            2
        );
        assert_eq!(
            statements("create table a (x int; drop table b"),
            ["create table a (x int", "drop table b"]
        );
    }

    #[test]
    fn psql_commands_are_pieces() {
        let found = pieces("\\set x 1\r\nselect 1 \\gexec\nselect 2;");
        assert_eq!(
            found,
            [
                (PieceKind::PsqlCommand, "\\set x 1"),
                (PieceKind::Statement, "select 1"),
                (PieceKind::PsqlCommand, "\\gexec"),
                (PieceKind::Statement, "select 2"),
            ]
        );
    }

    #[test]
    fn copy_data_is_one_piece() {
        let text = "COPY t (a) FROM stdin;\n1; drop table x;\n\\.\nselect 1;";
        assert_eq!(
            pieces(text),
            [
                (PieceKind::CopyWithData, "COPY t (a) FROM stdin;\n1; drop table x;\n\\."),
                (PieceKind::Statement, "select 1"),
            ]
        );
        assert_eq!(pieces("copy t from stdin").len(), 1);
        assert_eq!(pieces("copy t from stdin;\n1\n2")[0].1, "copy t from stdin;\n1\n2");
    }

    #[test]
    fn nothing_panics_on_odd_bytes() {
        for text in
            ["", ";", "\0", "\\", "'", "\"", "$", "$a", "/*", "--", "é\\é\né", "copy x from stdin;", "e'\\"]
        {
            split(text);
        }
    }
}
