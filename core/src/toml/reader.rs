//! From text to tree.

use super::{Made, Read, Table, Value, plain};
use crate::finding::Span;
use crate::statement::At;

/// How deep values may stand in values.
const DEEPEST: usize = 80;

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

pub fn document(text: &str) -> Read<Table> {
    let mut reader = Reader { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 } };
    let mut root = Table::default();
    let mut table = &mut root;
    loop {
        reader.lines();
        match reader.peek() {
            None => return Ok(root),
            Some(b'[') => table = reader.header(&mut root)?,
            Some(_) => reader.pair(table, DEEPEST)?,
        }
        reader.end_of_line()?;
    }
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(sign.as_bytes());
        if found {
            self.at += sign.len();
        }
        found
    }

    fn skip(&mut self, is: impl Fn(u8) -> bool) -> &str {
        let start = self.at;
        while self.peek().is_some_and(&is) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    fn blank(&mut self) {
        self.skip(|it| it == b' ' || it == b'\t');
    }

    fn need(&mut self, sign: &str, else_: &'static str) -> Read<()> {
        if self.eat(sign) { Ok(()) } else { self.wrong(else_) }
    }

    /// What stands here is wrong.
    fn wrong<T>(&self, message: &'static str) -> Read<T> {
        let letter = self.text[self.at..].chars().next();
        let end = self.at + letter.map_or(0, char::len_utf8);
        Err(At { value: message, span: Span { start: self.at, end } })
    }

    fn newline(&mut self) -> bool {
        self.eat("\n") || self.eat("\r\n")
    }

    fn comment(&mut self) {
        if self.eat("#") {
            self.skip(|it| !it.is_ascii_control() || it == b'\t');
        }
    }

    /// Blanks, comments and ends of lines.
    fn lines(&mut self) {
        loop {
            self.blank();
            self.comment();
            if !self.newline() {
                return;
            }
        }
    }

    fn end_of_line(&mut self) -> Read<()> {
        self.blank();
        self.comment();
        if self.peek().is_none() || self.newline() { Ok(()) } else { self.wrong("expected a newline") }
    }

    fn header<'r>(&mut self, root: &'r mut Table) -> Read<&'r mut Table> {
        let start = self.at;
        let many = self.eat("[[");
        if !many {
            self.eat("[");
        }
        let path = self.path()?;
        self.need(if many { "]]" } else { "]" }, "unclosed table, expected `]`")?;
        root.open(&path, many, Span { start, end: self.at })
    }

    /// `a.b = value`
    fn pair(&mut self, table: &mut Table, deepest: usize) -> Read<()> {
        let path = self.path()?;
        self.need("=", "key with no value, expected `=`")?;
        self.blank();
        let value = self.value(deepest)?;
        table.put(&path, value)
    }

    /// A dotted key, with the blanks around it.
    fn path(&mut self) -> Read<Vec<At<String>>> {
        let mut path = Vec::new();
        loop {
            self.blank();
            let start = self.at;
            let value = match self.peek() {
                Some(b'"' | b'\'') => self.text(false)?,
                _ => self.skip(|it| it.is_ascii_alphanumeric() || it == b'_' || it == b'-').to_owned(),
            };
            if self.at == start {
                return self.wrong("invalid key");
            }
            path.push(At { value, span: Span { start, end: self.at } });
            self.blank();
            if !self.eat(".") {
                return Ok(path);
            }
        }
    }

    fn value(&mut self, deepest: usize) -> Read<At<Value>> {
        let start = self.at;
        let Some(deepest) = deepest.checked_sub(1) else { return self.wrong("nested too deeply") };
        let value = match self.peek() {
            Some(b'"' | b'\'') => Value::Text(self.text(true)?),
            Some(b'[') => Value::List(self.list(deepest)?),
            Some(b'{') => self.inline(deepest)?,
            _ => self.plain()?,
        };
        Ok(At { value, span: Span { start, end: self.at } })
    }

    fn list(&mut self, deepest: usize) -> Read<Vec<At<Value>>> {
        self.eat("[");
        let mut all = Vec::new();
        loop {
            self.lines();
            if self.eat("]") {
                return Ok(all);
            }
            all.push(self.value(deepest)?);
            self.lines();
            if !self.eat(",") {
                self.need("]", "unclosed array, expected `]`")?;
                return Ok(all);
            }
        }
    }

    fn inline(&mut self, deepest: usize) -> Read<Value> {
        self.eat("{");
        let mut table = Table::default();
        loop {
            self.lines();
            if self.eat("}") {
                break;
            }
            self.pair(&mut table, deepest)?;
            self.lines();
            if !self.eat(",") {
                self.need("}", "unclosed inline table, expected `}`")?;
                break;
            }
        }
        table.made = Made::Inline;
        Ok(Value::Table(table))
    }

    /// What has no quotes.
    fn plain(&mut self) -> Read<Value> {
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"+-_.:".contains(&it);
        let start = self.at;
        let date = self.skip(is_plain).len() == 10;
        // Between a date and its time a blank may stand.
        if date && matches!(self.text.as_bytes().get(self.at..self.at + 2), Some([b' ', b'0'..=b'9'])) {
            self.at += 1;
            self.skip(is_plain);
        }
        let word = &self.text[start..self.at];
        let span = Span { start, end: self.at };
        let wrong = if word.is_empty() { "missing value" } else { "string values must be quoted" };
        plain::value(word).ok_or(At { value: wrong, span })
    }

    /// A text in one quote, or in three where it may be `long`.
    fn text(&mut self, long: bool) -> Read<String> {
        let quote = if self.eat("\"") { "\"" } else { "'" };
        self.at += usize::from(quote == "'");
        let long = long && self.eat(if quote == "'" { "''" } else { "\"\"" });
        if long {
            self.newline();
        }
        let mut text = String::new();
        loop {
            let plain = |it: u8| !it.is_ascii_control() && it != b'\\' && it != quote.as_bytes()[0];
            text += self.skip(|it| plain(it) || it == b'\t');
            let start = self.at;
            match self.peek() {
                Some(b'\\') if quote == "'" => {
                    self.at += 1;
                    text.push('\\');
                }
                Some(b'\\') => self.escape(long, &mut text)?,
                Some(b'\r' | b'\n') if long && self.newline() => text += &self.text[start..self.at],
                Some(b'"' | b'\'') if self.closes(quote, long, &mut text) => return Ok(text),
                Some(b'"' | b'\'') => {}
                _ => return self.wrong("invalid string, expected its closing quote"),
            }
        }
    }

    /// Whether the quotes that stand here end the text; of up to five, the first two can belong to a long one.
    fn closes(&mut self, quote: &str, long: bool, text: &mut String) -> bool {
        let (start, most, enough) = if long { (self.at, 5, 3) } else { (self.at, 1, 1) };
        while self.at < start + most && self.eat(quote) {}
        let found = self.at - start;
        *text += &quote.repeat(if found < enough { found } else { found - enough });
        found >= enough
    }

    /// What stands behind a backslash.
    fn escape(&mut self, long: bool, text: &mut String) -> Read<()> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek();
        if long && matches!(letter, Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.blank();
            if !self.newline() {
                return self.wrong("invalid escape sequence");
            }
            self.skip(|it| it == b'\n' || it == b' ' || it == b'\t' || it == b'\r');
            return Ok(());
        }
        self.at += 1;
        let length = match letter {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let digits = self.text.get(self.at..self.at + length).unwrap_or_default();
        self.at += digits.len();
        let code =
            digits.bytes().all(|it| it.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok());
        let found = match letter {
            _ if length > 0 => code.flatten().and_then(char::from_u32),
            Some(it) => SHORT.iter().find(|(short, _)| *short == it).map(|(_, meant)| *meant),
            None => None,
        };
        let span = Span { start, end: self.at.min(self.text.len()) };
        text.push(found.ok_or(At { value: "invalid escape sequence", span })?);
        Ok(())
    }
}

const SHORT: [(u8, char); 8] = [
    (b'b', '\u{8}'),
    (b't', '\t'),
    (b'n', '\n'),
    (b'f', '\u{c}'),
    (b'r', '\r'),
    (b'e', '\u{1b}'),
    (b'"', '"'),
    (b'\\', '\\'),
];
