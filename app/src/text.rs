//! Text as it stands in a file and as it stands on the page.

use std::borrow::Cow;

/// Characters that would not be seen, or would turn the order of others round, written out as `⟦U+202E⟧`.
/// A reviewer must never approve what the page hides.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match is_hidden(c) {
            true => shown.push_str(&format!("⟦U+{:04X}⟧", c as u32)),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

fn is_hidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n');
    control
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a text holds every word of a search, in any order and case.
pub fn holds_words(text: &str, search: &str) -> bool {
    let text = text.to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// Converts byte offsets of one text into UTF-16 code units, which is how a browser counts.
pub struct Utf16<'a> {
    text: &'a str,
    /// (byte, UTF-16) of every line's start
    starts: Vec<(usize, usize)>,
}

impl<'a> Utf16<'a> {
    pub fn new(text: &'a str) -> Utf16<'a> {
        let mut starts = vec![(0, 0)];
        let mut wide = 0;
        for (at, c) in text.char_indices() {
            wide += c.len_utf16();
            if c == '\n' {
                starts.push((at + 1, wide));
            }
        }
        Utf16 { text, starts }
    }

    /// An offset past the end is the end; one inside a character is that character's start.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let (start, wide) = self.starts[self.starts.partition_point(|(start, _)| *start <= byte) - 1];
        let before =
            self.text[start..].char_indices().take_while(|(at, c)| start + at + c.len_utf8() <= byte);
        wide + before.map(|(_, c)| c.len_utf16()).sum::<usize>()
    }
}

#[cfg(not(target_arch = "wasm32"))]
/// Where a sign-in may lead: a path of this server, or the inbox for anything else.
pub fn local_path(path: &str) -> &str {
    let mut bytes = path.bytes();
    let first = bytes.next() == Some(b'/');
    let local =
        first && !matches!(bytes.next(), Some(b'/' | b'\\')) && !path.contains(|c: char| c.is_control());
    if local { path } else { "/" }
}

#[cfg(not(target_arch = "wasm32"))]
/// `s` as part of a path or a query.
pub fn encode(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for byte in s.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `1 table`, `2 tables`
pub fn count(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        _ => format!("{n} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_written_out() {
        assert_eq!(visible("select 'ü'\t-- ok"), "select 'ü'\t-- ok");
        assert_eq!(visible("a\u{202e}b\u{200b}\u{0}"), "a⟦U+202E⟧b⟦U+200B⟧⟦U+0000⟧");
        assert_eq!(visible("\u{feff}select"), "⟦U+FEFF⟧select");
    }

    #[test]
    fn bytes_become_utf16() {
        let text = "select 'ü';\nselect '🐘' -- ja\n";
        let map = Utf16::new(text);
        let naive = |byte: usize| text[..byte].encode_utf16().count();
        for (byte, _) in text.char_indices() {
            assert_eq!(map.at(byte), naive(byte), "byte {byte}");
        }
        assert_eq!(map.at(text.len()), naive(text.len()));
        assert_eq!(map.at(text.len() + 9), naive(text.len()));
        let elephant = text.find('🐘').unwrap();
        assert_eq!(map.at(elephant + 2), naive(elephant), "inside a character is its start");
        assert_eq!(map.at(elephant + 4), naive(elephant) + 2, "an elephant is a surrogate pair");
        assert_eq!(Utf16::new("").at(0), 0);
    }

    #[test]
    fn a_sign_in_leads_to_this_server_only() {
        assert_eq!(local_path("/r/42?tab=activity"), "/r/42?tab=activity");
        for bad in ["", "r/42", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb"] {
            assert_eq!(local_path(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn encoding_leaves_only_plain_characters() {
        assert_eq!(encode("a b/ü?&"), "a%20b%2F%C3%BC%3F%26");
    }

    #[test]
    fn counting() {
        assert_eq!(count(1, "table"), "1 table");
        assert_eq!(count(0, "table"), "0 tables");
    }
}
