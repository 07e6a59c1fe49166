//! SQL in the string literals of JavaScript and TypeScript, as TypeORM and Knex keep it. What is no plain literal is
//! reported as not read: an escape or a `${…}` would make the words that run differ from the bytes in the file.

use super::{Fault, Section};
use crate::finding::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// A string or a template; `plain` where its bytes are its words.
    Text {
        plain: bool,
    },
    /// One character that is none of the others.
    Sign(u8),
    Other,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// A file as its tokens, without comments.
pub(super) struct Code<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
}

impl<'a> Code<'a> {
    pub fn read(text: &'a str) -> Code<'a> {
        let mut lexer = Lexer { bytes: text.as_bytes(), at: 0, tokens: Vec::new() };
        while lexer.step() {}
        Code { text, tokens: lexer.tokens }
    }

    pub fn word(&self, at: usize) -> &'a str {
        match self.tokens.get(at) {
            Some(Token { kind: TokenKind::Word, span }) => &self.text[span.start..span.end],
            _ => "",
        }
    }

    pub fn is(&self, at: usize, sign: u8) -> bool {
        self.tokens.get(at).is_some_and(|it| it.kind == TokenKind::Sign(sign))
    }

    /// Where the bracket that opens at a token closes; the last token where it never does.
    pub fn closing(&self, open: usize) -> usize {
        self.closing_before(open, self.tokens.len())
    }

    /// The same, no further than to `end`.
    fn closing_before(&self, open: usize, end: usize) -> usize {
        let mut depth = 0_usize;
        for at in open..self.tokens.len().min(end) {
            match self.tokens[at].kind {
                TokenKind::Sign(b'(' | b'[' | b'{') => depth += 1,
                TokenKind::Sign(b')' | b']' | b'}') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.tokens.len().saturating_sub(1)
    }

    /// The tokens of what is called `up` or `down`: from its name to that of the other, or to the end.
    pub fn direction(&self, name: &str, other: &str) -> Option<std::ops::Range<usize>> {
        let defined = |word: &str| {
            (0..self.tokens.len()).find(|at| {
                let own = !self.is(at.wrapping_sub(1), b'.') || self.word(at.wrapping_sub(2)) == "exports";
                let opens = [b'(', b'=', b':'].iter().any(|sign| self.is(at + 1, *sign));
                self.word(*at) == word && own && opens
            })
        };
        let start = defined(name)?;
        let end = defined(other).filter(|end| *end > start).unwrap_or(self.tokens.len());
        Some(start..end)
    }
}

/// What the calls in a range of tokens send.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub sections: Vec<Section>,
    pub faults: Vec<Fault>,
}

/// Reads the calls `runner.method("…")`: those that `sends` knows give a section each, all others of the same runner are
/// reported. `runners` are the names that the runner goes by.
pub(super) fn calls(code: &Code, range: std::ops::Range<usize>, runners: &[&str], sends: &[&str]) -> Sent {
    let mut sent = Sent::default();
    let mut braces = 0_usize;
    // The function's own parameters are passed over first.
    let body = range.clone().find(|at| code.is(*at, b'{') || (code.is(*at, b'=') && code.is(at + 1, b'>')));
    let mut at = body.unwrap_or(range.start);
    while at < range.end {
        match code.tokens[at].kind {
            TokenKind::Sign(b'{') => braces += 1,
            TokenKind::Sign(b'}') => braces = braces.saturating_sub(1),
            TokenKind::Word if runners.contains(&code.word(at)) => {
                if code.is(at + 1, b'.') || code.is(at + 1, b'(') {
                    let sure = braces <= 1 && !depends(code, at);
                    at = chain(code, at, sure, sends, &mut sent);
                    continue;
                }
                if !code.is(at.wrapping_sub(1), b'.') && !is_parameter(code, at) {
                    sent.faults.push(Fault::gap(code.tokens[at].span, HANDED_ON));
                }
            }
            _ => {}
        }
        at += 1;
    }
    sent
}

/// Whether the words before a call make it depend on something: `if (…)`, `else`, `? :`, `&&`.
fn depends(code: &Code, mut at: usize) -> bool {
    while at > 0 && matches!(code.word(at - 1), "await" | "return" | "void") {
        at -= 1;
    }
    let before = at.wrapping_sub(1);
    matches!(code.word(before), "else" | "do")
        || [b')', b'?', b':', b'&', b'|'].iter().any(|sign| code.is(before, *sign))
}

const HANDED_ON: &str = "The runner is handed on here, so what is sent there was not read.";

/// Whether a name is declared here, by a function or by an arrow.
fn is_parameter(code: &Code, at: usize) -> bool {
    let declares = |next: usize| {
        code.is(next, b'{') || code.is(next, b':') || (code.is(next, b'=') && code.is(next + 1, b'>'))
    };
    let mut depth = 0_usize;
    for before in (at.saturating_sub(MOST_PARAMETERS)..at).rev() {
        match code.tokens[before].kind {
            TokenKind::Sign(b')' | b']' | b'}') => depth += 1,
            TokenKind::Sign(b'(') if depth == 0 => {
                return declares(code.closing_before(before, at + MOST_PARAMETERS) + 1);
            }
            TokenKind::Sign(b'(' | b'[' | b'{') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    declares(at + 1)
}

/// In tokens, with their types.
const MOST_PARAMETERS: usize = 32;

const CONDITIONAL: &str = "This call stands in a condition or a loop, so whether and how often it runs is not known: \
    it was not read.";

/// One chain of calls: `knex.schema.raw('…').raw('…')`. Returns the token behind it.
fn chain(code: &Code, start: usize, sure: bool, sends: &[&str], sent: &mut Sent) -> usize {
    let (mut at, mut method, mut known) = (start, code.word(start), true);
    while code.is(at + 1, b'.') || code.is(at + 1, b'(') {
        if code.is(at + 1, b'.') {
            at += 2;
            method = code.word(at);
            continue;
        }
        if matches!(method, "then" | "catch" | "finally") {
            // What is called afterwards stands in its brackets.
            return at + 2;
        }
        let close = code.closing(at + 1);
        let whole = Span { start: code.tokens[start].span.start, end: code.tokens[close].span.end };
        match argument(code, at + 2, close) {
            _ if !known => {}
            _ if !sends.contains(&method) => {
                known = false;
                let message = format!(
                    "What `{method}` sends is made by code, so it was not read. Write it as SQL in a string."
                );
                sent.faults.push(Fault::gap(whole, message));
            }
            Ok(_) if !sure => sent.faults.push(Fault::gap(whole, CONDITIONAL)),
            Ok(span) => sent.sections.push(Section::new(span)),
            Err(message) => sent.faults.push(Fault::gap(whole, message)),
        }
        at = close;
    }
    at + 1
}

/// The words of the only argument, or why they are not known.
fn argument(code: &Code, first: usize, close: usize) -> Result<Span, &'static str> {
    let token = code.tokens.get(first).filter(|_| first < close);
    match token.map(|it| (it.kind, it.span)) {
        Some((TokenKind::Text { plain }, span)) => {
            match (plain, first + 1 == close || (code.is(first + 1, b',') && first + 2 == close)) {
                (true, true) => Ok(Span { start: span.start + 1, end: span.end - 1 }),
                (true, false) => {
                    Err("This SQL is put together by code or has values bound to it, so it was not read.")
                }
                (false, _) => Err(
                    "This string has escapes or `${…}` in it, so its SQL was not read. Write it as a template without them.",
                ),
            }
        }
        _ => Err("What this call sends is made by code, so it was not read."),
    }
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn step(&mut self) -> bool {
        while self.peek(0).is_ascii_whitespace() {
            self.at += 1;
        }
        if self.at >= self.bytes.len() {
            return false;
        }
        let start = self.at;
        let kind = match (self.peek(0), self.peek(1)) {
            (b'/', b'/') => return self.skip_to(b"\n"),
            (b'/', b'*') => return self.skip_to(b"*/"),
            (quote @ (b'\'' | b'"' | b'`'), _) => self.text(quote),
            (b'/', _) if self.regex_may_begin() => self.regex(),
            (first, _) if is_word(first) => {
                while is_word(self.peek(0)) {
                    self.at += 1;
                }
                if first.is_ascii_digit() { TokenKind::Other } else { TokenKind::Word }
            }
            (sign, _) => {
                self.at += 1;
                TokenKind::Sign(sign)
            }
        };
        self.at = self.at.min(self.bytes.len());
        self.tokens.push(Token { kind, span: Span { start, end: self.at } });
        true
    }

    fn skip_to(&mut self, end: &[u8]) -> bool {
        while self.at < self.bytes.len() && !self.bytes[self.at..].starts_with(end) {
            self.at += 1;
        }
        self.at = (self.at + end.len()).min(self.bytes.len());
        true
    }

    fn text(&mut self, quote: u8) -> TokenKind {
        let mut plain = true;
        self.at += 1;
        while self.at < self.bytes.len() {
            match self.peek(0) {
                b'\\' => {
                    plain = false;
                    self.at += 2;
                }
                b'$' if quote == b'`' && self.peek(1) == b'{' => {
                    plain = false;
                    self.at += 2;
                    self.braces();
                }
                byte if byte == quote => {
                    self.at += 1;
                    return TokenKind::Text { plain };
                }
                b'\n' if quote != b'`' => return TokenKind::Other,
                _ => self.at += 1,
            }
        }
        TokenKind::Other
    }

    /// What stands in a template's `${…}`, with the strings in it.
    fn braces(&mut self) {
        let mut depth = 1_usize;
        while self.at < self.bytes.len() && depth > 0 {
            match self.peek(0) {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                quote @ (b'\'' | b'"') => {
                    self.text(quote);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// A slash divides behind a value, and begins a pattern anywhere else.
    fn regex_may_begin(&self) -> bool {
        !matches!(
            self.tokens.last().map(|it| it.kind),
            Some(
                TokenKind::Word
                    | TokenKind::Text { .. }
                    | TokenKind::Other
                    | TokenKind::Sign(b')' | b']' | b'}')
            )
        )
    }

    fn regex(&mut self) -> TokenKind {
        let mut class = false;
        self.at += 1;
        while self.at < self.bytes.len() && self.peek(0) != b'\n' {
            match self.peek(0) {
                b'\\' => self.at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        TokenKind::Other
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

#[cfg(test)]
mod tests;
