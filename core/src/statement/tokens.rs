//! The words of one statement, to point at: the grammar's trees say where few of their parts stand.

use super::place::Place;
use super::{At, Ident};
use crate::finding::Span;
use crate::script::lexer::{Lexer, Token, TokenKind};

/// The tokens of a statement without its comments.
pub struct Tokens<'a> {
    text: &'a str,
    place: Place<'a>,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str, place: Place<'a>, span: Span) -> Tokens<'a> {
        let list =
            Lexer::new(text, span.start, span.end).filter(|it| it.kind != TokenKind::Comment).collect();
        Tokens { text, place, list }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |token| &self.text[token.span.start..token.span.end])
    }

    /// From the first to the last.
    pub fn all(&self) -> &'a str {
        let own = self.own(0, self.len().saturating_sub(1));
        &self.text[own.start..own.end]
    }

    pub fn is(&self, at: usize, keyword: &str) -> bool {
        self.text(at).eq_ignore_ascii_case(keyword)
    }

    /// The bytes of the file.
    pub fn span(&self, at: usize) -> Span {
        self.between(at, at)
    }

    /// From the first token to the last, both included, as bytes of the file.
    pub fn between(&self, first: usize, last: usize) -> Span {
        self.place.span(self.own(first, last))
    }

    /// The same as bytes of the text.
    pub fn own(&self, first: usize, last: usize) -> Span {
        let span = |at: usize| match self.list.get(at).or(self.list.last()) {
            Some(token) => token.span,
            None => Span { start: 0, end: 0 },
        };
        Span { start: span(first).start, end: span(last.max(first)).end }
    }

    /// The token that begins at a byte of the text, or the next one.
    pub fn at_byte(&self, byte: usize) -> usize {
        self.list.partition_point(|token| token.span.start < byte)
    }

    fn is_name(&self, at: usize, name: &Ident) -> bool {
        match self.list.get(at).map(|token| token.kind) {
            Some(TokenKind::Word | TokenKind::Quoted) => Ident::read(self.text(at)) == *name,
            _ => false,
        }
    }

    /// The first token from `from` on, before `to`, that is this name.
    pub fn find(&self, name: &Ident, from: usize, to: usize) -> Option<usize> {
        (from..to.min(self.len())).find(|at| self.is_name(*at, name))
    }

    /// A name with the span of its last part; the whole range where it cannot be found, as in `U&"…"`.
    pub fn pointed(&self, name: &Ident, from: usize, to: usize) -> At<Ident> {
        let span = match self.find(name, from, to) {
            Some(at) => self.span(at),
            None => self.between(from, to.saturating_sub(1)),
        };
        At { value: name.clone(), span }
    }

    /// The last token of the dotted name that begins at token `first`.
    pub fn dotted_end(&self, first: usize) -> usize {
        let mut last = first;
        while self.text(last + 1) == "." && last + 2 < self.len() {
            last += 2;
        }
        last
    }

    /// Where the commas that stand in no bracket cut the tokens from `from` on: ranges without the commas.
    pub fn segments(&self, from: usize) -> Vec<std::ops::Range<usize>> {
        let mut segments = Vec::new();
        let (mut start, mut depth) = (from, 0_usize);
        for at in from..self.len() {
            match self.text(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                "," if depth == 0 => {
                    segments.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
        }
        segments.push(start..self.len());
        segments
    }

    /// Where these words cut a range of tokens, outside of brackets.
    pub fn split(&self, range: std::ops::Range<usize>, word: &str) -> Vec<std::ops::Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut depth) = (range.start, 0_usize);
        for at in range.clone() {
            match self.text(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                text if depth == 0 && text == word => {
                    parts.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }

    /// Where CREATE or GRANT begins a statement inside this one.
    pub fn starts_of_elements(&self) -> Vec<usize> {
        let mut depth = 0_usize;
        let mut starts = Vec::new();
        for at in 1..self.len() {
            match self.text(at) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth > 0 || self.is(at - 1, "with") => {}
                _ if self.is(at, "create") || self.is(at, "grant") => starts.push(at),
                _ => {}
            }
        }
        starts
    }

    /// The bracket that closes the first one opened from `from` on; the last token where none does.
    pub fn closing(&self, from: usize) -> usize {
        let mut depth = 0_usize;
        for at in from..self.len() {
            match self.text(at) {
                "(" => depth += 1,
                ")" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.len().saturating_sub(1)
    }

    /// The statement on one line, cut before the first bracket where `head` asks for it, and never long.
    pub fn title(&self, head: bool) -> String {
        const LONGEST: usize = 90;
        let mut title = String::new();
        for (at, token) in self.list.iter().enumerate() {
            let word = &self.text[token.span.start..token.span.end];
            if head && word == "(" {
                break;
            }
            let glued = at == 0 || self.list[at - 1].span.end == token.span.start;
            if !glued {
                title.push(' ');
            }
            title.extend(word.chars().take(LONGEST).map(|it| if it.is_whitespace() { ' ' } else { it }));
            if title.chars().count() > LONGEST {
                return title.chars().take(LONGEST).chain(['…']).collect();
            }
        }
        title
    }
}
