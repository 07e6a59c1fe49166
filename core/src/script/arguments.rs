//! The words behind a psql command, as psql itself cuts them.

use super::variables::{Form, Known, Reference, Variables};

/// `\set name value`, up to its line's end or the next command.
#[derive(Debug, Default)]
pub struct Arguments {
    /// `None` is a word that only a running psql would know.
    pub words: Vec<Option<String>>,
    /// the byte behind them
    pub end: usize,
}

impl Arguments {
    /// The words as one, as `\if` and the value of `\set` take them.
    pub fn joined(&self, from: usize, between: &str) -> Option<String> {
        let words: Option<Vec<&str>> = self.words.iter().skip(from).map(|it| it.as_deref()).collect();
        words.map(|words| words.join(between))
    }

    pub fn first(&self) -> Option<&str> {
        self.words.first().and_then(|it| it.as_deref())
    }
}

/// How many bytes all the variables of a script may fill in, so that no script can grow without end.
pub struct Budget(pub usize);

impl Budget {
    /// Whether there is room for some bytes more; they are counted.
    pub fn take(&mut self, bytes: usize) -> bool {
        let enough = bytes <= self.0;
        self.0 = self.0.saturating_sub(bytes);
        enough
    }
}

pub fn read(text: &str, at: usize, variables: &Variables, budget: &mut Budget) -> Arguments {
    let mut reader = Reader { text, at, variables, budget };
    let mut words = Vec::new();
    loop {
        reader.blanks();
        match reader.peek() {
            None | Some(b'\n') => break,
            Some(b'\\') => {
                // Two of them only say where the next statement begins.
                reader.at += if text.as_bytes().get(reader.at + 1) == Some(&b'\\') { 2 } else { 0 };
                break;
            }
            Some(_) => words.push(reader.word()),
        }
    }
    Arguments { words, end: reader.at }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    variables: &'a Variables,
    budget: &'a mut Budget,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|it| it != b'\n' && it.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> Option<String> {
        let (mut word, mut known) = (String::new(), true);
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => break,
                _ if byte.is_ascii_whitespace() => break,
                b'\'' => self.quoted(&mut word),
                b'`' => {
                    self.until(b'`');
                    known = false;
                }
                b'"' => word.push_str(self.until(b'"')),
                b':' => known &= self.variable(&mut word),
                _ => {
                    let rest = &self.text.as_bytes()[self.at + 1..];
                    let plain = |it: &&u8| !it.is_ascii_whitespace() && !b"\\'`\":".contains(it);
                    let end = self.at + 1 + rest.iter().take_while(plain).count();
                    word.push_str(self.text.get(self.at..end).unwrap_or_default());
                    self.at = end;
                }
            }
        }
        known.then_some(word)
    }

    /// From a quote behind the next one, both included, or to the line's end.
    fn until(&mut self, quote: u8) -> &'a str {
        let start = self.at;
        let rest = &self.text.as_bytes()[start + 1..];
        let length = rest.iter().take_while(|it| **it != quote && **it != b'\n').count();
        self.at = start + 1 + length + usize::from(rest.get(length) == Some(&quote));
        &self.text[start..self.at]
    }

    /// `'it''s'`, with the backslashes that C knows.
    fn quoted(&mut self, word: &mut String) {
        self.at += 1;
        let mut rest = self.text[self.at..].char_indices().peekable();
        let mut end = self.text.len();
        while let Some((at, character)) = rest.next() {
            let next = rest.peek().map(|it| it.1);
            match (character, next) {
                ('\n', _) => {
                    end = self.at + at;
                    break;
                }
                ('\'', Some('\'')) | ('\\', Some('\'' | '\\')) => word.extend(rest.next().map(|it| it.1)),
                ('\'', _) => {
                    end = self.at + at + 1;
                    break;
                }
                ('\\', Some(letter @ ('n' | 't' | 'r'))) => {
                    rest.next();
                    word.push(match letter {
                        'n' => '\n',
                        't' => '\t',
                        _ => '\r',
                    });
                }
                ('\\', _) => {}
                _ => word.push(character),
            }
        }
        self.at = end;
    }

    /// Whether the value is known; what is not set stays as it is written.
    fn variable(&mut self, word: &mut String) -> bool {
        let Some(reference) = Reference::read(self.text, self.at) else {
            word.push(':');
            self.at += 1;
            return true;
        };
        let written = &self.text[self.at..reference.end];
        self.at = reference.end;
        let value = match self.variables.find(reference.name) {
            Known::Unknown => return false,
            // Whoever calls psql may have set it.
            Known::Unset if reference.form == Form::IsSet => return false,
            Known::Unset => written.into(),
            Known::Value(_) if reference.form == Form::IsSet => "TRUE".into(),
            Known::Value(value) => reference.form.quoted(value),
        };
        let room = self.budget.take(value.len());
        if room {
            word.push_str(&value);
        }
        room
    }
}
