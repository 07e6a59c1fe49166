//! As much of JSON as a journal is read by. A whole reader of JSON would be a fiftieth of the wasm engine.

/// How deep values may stand in values.
const DEEPEST: usize = 100;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Json<'t> {
    Text(String),
    /// a number, `true`, `false` or `null`, as it is written
    Plain(&'t str),
    /// The values of a list, or those of an object with their names.
    Several(Vec<(String, Json<'t>)>),
}

impl<'t> Json<'t> {
    /// Or the byte from which on it is none.
    pub fn read(text: &'t str) -> Result<Json<'t>, usize> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEEPEST).filter(|_| reader.blank().is_empty());
        value.ok_or(text.len() - reader.rest.len())
    }

    pub fn get(&self, name: &str) -> Option<&Json<'t>> {
        // Of equal names the last one counts, as in JavaScript.
        self.several().iter().rev().find(|(it, _)| it == name).map(|(_, value)| value)
    }

    pub fn several(&self) -> &[(String, Json<'t>)] {
        if let Json::Several(all) = self { all } else { &[] }
    }

    pub fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    pub fn number(&self) -> Option<u64> {
        if let Json::Plain(number) = self { number.parse().ok() } else { None }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// What is left behind blanks.
    fn blank(&mut self) -> &'t str {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.rest
    }

    fn take(&mut self, sign: char) -> Option<()> {
        self.rest = self.blank().strip_prefix(sign)?;
        Some(())
    }

    fn value(&mut self, deepest: usize) -> Option<Json<'t>> {
        match self.blank().as_bytes().first()? {
            b'"' => self.text().map(Json::Text),
            b'[' => self.several('[', ']', deepest.checked_sub(1)?),
            b'{' => self.several('{', '}', deepest.checked_sub(1)?),
            _ => self.plain(),
        }
    }

    fn several(&mut self, open: char, close: char, deepest: usize) -> Option<Json<'t>> {
        self.take(open)?;
        let mut all = Vec::new();
        if self.take(close).is_some() {
            return Some(Json::Several(all));
        }
        loop {
            let mut name = String::new();
            if open == '{' {
                self.blank();
                name = self.text()?;
                self.take(':')?;
            }
            all.push((name, self.value(deepest)?));
            if self.take(close).is_some() {
                return Some(Json::Several(all));
            }
            self.take(',')?;
        }
    }

    fn plain(&mut self) -> Option<Json<'t>> {
        let rest = self.rest.trim_start_matches(|it: char| it.is_ascii_alphanumeric() || "+-.".contains(it));
        let word = &self.rest[..self.rest.len() - rest.len()];
        let number = |word: &str| {
            let digits = word.strip_prefix('-').unwrap_or(word);
            digits.starts_with(|it: char| it.is_ascii_digit())
                && digits.bytes().all(|it| it.is_ascii_digit() || b"+-.eE".contains(&it))
        };
        if !matches!(word, "true" | "false" | "null") && !number(word) {
            return None;
        }
        self.rest = rest;
        Some(Json::Plain(word))
    }

    /// A text in quotes.
    fn text(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let end = self.rest.find(|it| it == '"' || it == '\\' || it < ' ')?;
            text += &self.rest[..end];
            let mut letters = self.rest[end..].chars();
            let sign = letters.next()?;
            self.rest = letters.as_str();
            match sign {
                '"' => return Some(text),
                '\\' => text.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let letter = letters.next()?;
        self.rest = letters.as_str();
        Some(match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.unit()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                self.rest = self.rest.strip_prefix("\\u")?;
                let second = self.unit()?.checked_sub(0xdc00)?;
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
                    .filter(|_| second < 0x400);
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        digits.bytes().all(|it| it.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the library that reads JSON elsewhere.
    #[test]
    fn json_is_what_serde_takes_for_it() {
        for text in [
            "",
            " {} ",
            "[]",
            "[1,]",
            "[1 2]",
            "{\"a\":1}",
            "{\"a\" : [ true, null , -1.5e+3 ] }\n",
            "{a:1}",
            "{\"a\"}",
            "nul",
            "1 1",
            "\"\\u00e9\\ud83d\\ude00\\n\\/\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\u0041\"",
            "\"\\ude00\"",
            "\"\\x\"",
            "\"a\nb\"",
            "\"open",
            "\u{feff}{}",
            "<<<<<<< HEAD\n{",
        ] {
            let (ours, theirs) = (Json::read(text), serde_json::from_str::<serde_json::Value>(text));
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}");
            if let (Ok(ours), Ok(theirs)) = (&ours, &theirs) {
                assert_eq!(ours.text(), theirs.as_str(), "{text}");
            }
        }
        assert!(Json::read(&"[".repeat(1_000_000)).is_err());
    }

    #[test]
    fn values_are_found_by_their_names() {
        let json = Json::read(r#"{"a": [{"b": 7}], "c": "d", "c": "e"}"#).unwrap();
        let first = json.get("a").and_then(|it| it.several().first()).map(|(_, it)| it);
        assert_eq!(first.and_then(|it| it.get("b")?.number()), Some(7));
        assert_eq!(json.get("c").and_then(Json::text), Some("e"));
        assert_eq!(Json::read("{\"a\": ?}"), Err(6));
    }
}
