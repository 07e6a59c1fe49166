//! The few lexical rules of PostgreSQL that are needed to cut a file into statements and to place words.
//!
//! It knows what hides a semicolon: quotes, dollar quotes, comments. What a statement means is the grammar's business.

use crate::finding::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// a keyword or a name without quotes
    Word,
    /// `"a name"`
    Quoted,
    /// `'text'`, `E'text'`, `$$text$$`
    Text,
    Number,
    /// one character that is none of the others
    Symbol,
    /// `-- …` up to the line's end, or `/* … */` with those inside it
    Comment,
    /// `\`: psql's own, PostgreSQL's grammar has none
    Backslash,
    /// `${…}`, `{{…}}`, `{%…%}`, `{#…#}`: a template's own; PostgreSQL's grammar has no braces
    Template,
    /// a quote or a comment that the file never closes
    Unclosed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// Reads tokens from `at` up to `end`; white space is left out, comments are not.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    /// `at` and `end` must lie on character borders of the text; a range outside reads nothing.
    pub fn new(text: &'a str, at: usize, end: usize) -> Lexer<'a> {
        Lexer { bytes: &text.as_bytes()[..end.min(text.len())], at }
    }

    /// Goes on reading at another byte.
    pub fn jump(&mut self, at: usize) {
        self.at = at;
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| wanted(*byte)) {
            self.at += 1;
        }
    }

    fn kind(&mut self) -> TokenKind {
        let first = self.peek(0);
        match first {
            b'-' if self.peek(1) == b'-' => {
                self.skip_while(|byte| byte != b'\n' && byte != b'\r');
                TokenKind::Comment
            }
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'\'' => self.string(false),
            b'"' => self.quoted(),
            b'$' | b'{' if self.template() => TokenKind::Template,
            b'$' => self.dollar(),
            b'\\' => self.one(TokenKind::Backslash),
            b'0'..=b'9' => {
                self.skip_word(|byte| byte == b'.' || is_word_part(byte));
                TokenKind::Number
            }
            _ if is_word_start(first) => self.word(),
            _ => self.one(TokenKind::Symbol),
        }
    }

    /// A word may hold a dollar, but not the one that begins a placeholder: `app_${name}`.
    fn skip_word(&mut self, wanted: impl Fn(u8) -> bool) {
        while let Some(byte) = self.bytes.get(self.at) {
            if !wanted(*byte) || (*byte == b'$' && self.peek(1) == b'{') {
                break;
            }
            self.at += 1;
        }
    }

    /// Goes behind a placeholder, where one begins here and ends before the next one does.
    fn template(&mut self) -> bool {
        let end = template_end(&self.bytes[self.at..]);
        self.at += end.unwrap_or_default();
        end.is_some()
    }

    fn one(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn word(&mut self) -> TokenKind {
        let (first, second, third) = (self.peek(0).to_ascii_lowercase(), self.peek(1), self.peek(2));
        match (first, second, third) {
            (b'e', b'\'', _) => {
                self.at += 1;
                self.string(true)
            }
            (b'b' | b'x' | b'n', b'\'', _) => {
                self.at += 1;
                self.string(false)
            }
            (b'u', b'&', b'\'') => {
                self.at += 2;
                self.string(false)
            }
            (b'u', b'&', b'"') => {
                self.at += 2;
                self.quoted()
            }
            _ => {
                self.skip_word(is_word_part);
                TokenKind::Word
            }
        }
    }

    /// From the opening quote behind the closing one. A string goes on where only white space with a line break
    /// stands between two quotes; that matters for `E''`, whose second half has escapes too.
    fn string(&mut self, escapes: bool) -> TokenKind {
        self.at += 1;
        while self.at < self.bytes.len() {
            match self.peek(0) {
                b'\\' if escapes => self.at += 2,
                b'\'' if self.peek(1) == b'\'' => self.at += 2,
                b'\'' => {
                    self.at += 1;
                    match escapes.then(|| self.continuation()).flatten() {
                        Some(next) => self.at = next,
                        None => return TokenKind::Text,
                    }
                }
                _ => self.at += 1,
            }
        }
        self.unclosed()
    }

    /// Behind the quote that goes on with the string, where only blanks, comments and a line break stand before it.
    fn continuation(&self) -> Option<usize> {
        let (mut at, mut breaks) = (self.at, false);
        loop {
            match self.bytes.get(at)? {
                b'\n' | b'\r' => breaks = true,
                byte if is_space(*byte) => {}
                b'-' if self.bytes.get(at + 1) == Some(&b'-') => {
                    let rest = &self.bytes[at..];
                    at += rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
                    continue;
                }
                b'\'' => return breaks.then_some(at + 1),
                _ => return None,
            }
            at += 1;
        }
    }

    fn quoted(&mut self) -> TokenKind {
        self.at += 1;
        while self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'"', b'"') => self.at += 2,
                (b'"', _) => return self.one(TokenKind::Quoted),
                _ => self.at += 1,
            }
        }
        self.unclosed()
    }

    fn dollar(&mut self) -> TokenKind {
        let rest = &self.bytes[self.at + 1..];
        let tag = match rest.first() {
            Some(byte) if is_word_start(*byte) => {
                rest.iter().take_while(|byte| is_word_part(**byte) && **byte != b'$').count()
            }
            _ => 0,
        };
        if rest.get(tag) != Some(&b'$') {
            self.at += 1;
            self.skip_while(|byte| byte.is_ascii_digit());
            return TokenKind::Symbol;
        }
        let quote = &self.bytes[self.at..self.at + tag + 2];
        self.at += quote.len();
        while self.at < self.bytes.len() {
            if self.bytes[self.at] == b'$' && self.bytes[self.at..].starts_with(quote) {
                self.at += quote.len();
                return TokenKind::Text;
            }
            self.at += 1;
        }
        self.unclosed()
    }

    fn block_comment(&mut self) -> TokenKind {
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return TokenKind::Comment;
                    }
                }
                _ => self.at += 1,
            }
        }
        self.unclosed()
    }

    fn unclosed(&mut self) -> TokenKind {
        self.at = self.bytes.len();
        TokenKind::Unclosed
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_while(is_space);
        if self.at >= self.bytes.len() {
            return None;
        }
        let start = self.at;
        let kind = self.kind();
        self.at = self.at.min(self.bytes.len());
        Some(Token { kind, span: Span { start, end: self.at } })
    }
}

/// How long the placeholder is that these bytes begin with. Linear over a whole text: the search stops where the next
/// one begins.
pub fn template_end(bytes: &[u8]) -> Option<usize> {
    let (open, close): (&[u8], &[u8]) = match bytes {
        [b'$', b'{', ..] => (b"{", b"}"),
        [b'{', b'{', ..] => (b"{{", b"}}"),
        [b'{', b'%', ..] => (b"{%", b"%}"),
        [b'{', b'#', ..] => (b"{#", b"#}"),
        _ => return None,
    };
    for at in 2..bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(close) {
            return Some(at + close.len());
        }
        if rest.starts_with(open) || (close == b"}" && rest[0] == b'\n') {
            return None;
        }
    }
    None
}

/// What PostgreSQL's scanner passes over.
fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

/// PostgreSQL takes every byte above ASCII for a letter.
fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

pub fn is_word_part(byte: u8) -> bool {
    is_word_start(byte) || byte.is_ascii_digit() || byte == b'$'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        Lexer::new(text, 0, text.len())
            .map(|token| (token.kind, &text[token.span.start..token.span.end]))
            .collect()
    }

    #[test]
    fn what_hides_a_semicolon() {
        use TokenKind::*;
        for (text, kind) in [
            ("'a;''b'", Text),
            (r"E'a\';b'", Text),
            ("E'a'\n'\\';b'", Text),
            ("E'a' -- it's\n -- on\n '\\';b'", Text),
            ("${a;b}", Template),
            ("{{ a;b }}", Template),
            ("{% a;b %}", Template),
            ("U&'d\\0061t;'", Text),
            ("\"a;\"\"b\"", Quoted),
            ("$$a;b$$", Text),
            ("$x$a;$$;b$x$", Text),
            ("/* a; /* b; */ c; */", Comment),
            ("-- a;", Comment),
            ("'open", Unclosed),
            ("$a$open$b$", Unclosed),
            ("/* open /* */", Unclosed),
            ("größe$1", Word),
        ] {
            assert_eq!(kinds(text), [(kind, text)]);
        }
    }

    #[test]
    fn a_backslash_is_plain_in_a_plain_string() {
        assert_eq!(kinds(r"'a\'b").len(), 2);
    }

    #[test]
    fn placeholders_stand_beside_words() {
        use TokenKind::*;
        assert_eq!(kinds("my_${a}_idx"), [(Word, "my_"), (Template, "${a}"), (Word, "_idx")]);
        assert_eq!(kinds("1${a"), [(Number, "1"), (Symbol, "$"), (Symbol, "{"), (Word, "a")]);
    }

    #[test]
    fn dollars_that_quote_nothing() {
        assert_eq!(kinds("$1 a$b$ $ 1").iter().map(|it| it.1).collect::<Vec<_>>(), ["$1", "a$b$", "$", "1"]);
    }
}
