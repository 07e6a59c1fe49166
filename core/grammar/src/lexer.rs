//! Just enough of PostgreSQL's lexer to measure how deep a text nests.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    Word(&'a [u8]),
    /// one or more operator characters in a row
    Operator,
    /// `*` alone: an operator, or all columns
    Star,
    Open,
    Close,
    Comma,
    Semicolon,
    /// `"a name"`
    Name,
    /// `$1`
    Parameter,
    /// `$1a`
    Junk,
    Other,
}

/// Just enough of PostgreSQL's lexer to know what is text and what is not.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(sql: &'a str) -> Lexer<'a> {
        Lexer { bytes: sql.as_bytes(), at: 0 }
    }

    /// The byte behind the last token.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next token with its first byte; blanks and comments are passed over.
    pub fn next(&mut self) -> Option<(usize, Token<'a>)> {
        loop {
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            self.at += 1;
            let token = match byte {
                b'-' if self.peek() == Some(b'-') => {
                    self.skip_while(|it| !matches!(it, b'\n' | b'\r'));
                    continue;
                }
                b'/' if self.peek() == Some(b'*') => {
                    self.skip_comment();
                    continue;
                }
                it if is_space(it) => continue,
                b'(' | b'[' => Token::Open,
                b')' | b']' => Token::Close,
                b',' => Token::Comma,
                b';' => Token::Semicolon,
                b'\'' => self.quoted(b'\'', false),
                b'"' => {
                    self.quoted(b'"', false);
                    Token::Name
                }
                b'e' | b'E' if self.peek() == Some(b'\'') => {
                    self.at += 1;
                    self.quoted(b'\'', true)
                }
                b'$' if self.peek().is_some_and(|it| it.is_ascii_digit()) => self.parameter(),
                b'$' => self.dollar_quoted(start),
                it if is_operator(it) => self.operator(),
                it if is_word(it) => {
                    self.skip_while(|it| is_word(it) || it == b'$');
                    Token::Word(&self.bytes[start..self.at])
                }
                _ => Token::Other,
            };
            return Some((start, token));
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_while(&mut self, more: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&more) {
            self.at += 1;
        }
    }

    /// An operator ends where a comment begins.
    fn operator(&mut self) -> Token<'a> {
        let start = self.at - 1;
        while let Some(byte) = self.peek() {
            let next = self.bytes.get(self.at + 1).copied();
            let comment = matches!((byte, next), (b'-', Some(b'-')) | (b'/', Some(b'*')));
            if comment || !is_operator(byte) {
                break;
            }
            self.at += 1;
        }
        if &self.bytes[start..self.at] == b"*" { Token::Star } else { Token::Operator }
    }

    fn quoted(&mut self, quote: u8, escapes: bool) -> Token<'a> {
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' if escapes => self.at += 1,
                // A plain text is over. That it may go on, as two texts side by side, is the same to us; one with
                // escapes keeps them.
                it if it == quote => match escapes.then(|| self.continuation()).flatten() {
                    Some(next) => self.at = next,
                    None => break,
                },
                _ => {}
            }
        }
        Token::Other
    }

    /// Behind the quote that goes on with a text: the next one, or one with only blanks, comments and a line break
    /// before it.
    fn continuation(&self) -> Option<usize> {
        let (mut at, mut breaks) = (self.at, false);
        loop {
            let rest = self.bytes.get(at..)?;
            match rest {
                [b'\n' | b'\r', ..] => breaks = true,
                [byte, ..] if is_space(*byte) => {}
                [b'-', b'-', ..] => {
                    at += rest.iter().position(|it| matches!(it, b'\n' | b'\r'))?;
                    continue;
                }
                [b'\'', ..] => return (breaks || at == self.at).then_some(at + 1),
                _ => return None,
            }
            at += 1;
        }
    }

    fn skip_comment(&mut self) {
        let mut open = 0usize;
        self.at -= 1;
        while let Some(byte) = self.peek() {
            let next = self.bytes.get(self.at + 1).copied();
            match (byte, next) {
                (b'/', Some(b'*')) => open += 1,
                (b'*', Some(b'/')) => open -= 1,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if open == 0 {
                return;
            }
        }
    }

    fn parameter(&mut self) -> Token<'a> {
        self.skip_while(|it| it.is_ascii_digit());
        if !self.peek().is_some_and(is_word) {
            return Token::Parameter;
        }
        self.skip_while(is_word);
        Token::Junk
    }

    fn dollar_quoted(&mut self, start: usize) -> Token<'a> {
        self.skip_while(is_word);
        if self.peek() != Some(b'$') {
            return Token::Other;
        }
        self.at += 1;
        let mark = &self.bytes[start..self.at];
        let rest = &self.bytes[self.at..];
        self.at = match find(rest, mark) {
            Some(end) => self.at + end + mark.len(),
            None => self.bytes.len(),
        };
        Token::Other
    }
}

/// Where `mark`, which begins with `$` and has one other at its end, first stands in `text`. Linear: two marks can
/// share no more than that one byte.
fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    text.windows(mark.len()).position(|it| it == mark)
}

/// What PostgreSQL's scanner passes over.
fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

fn is_operator(byte: u8) -> bool {
    b"+-*/<>=~!@#%^&|`?:".contains(&byte)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
