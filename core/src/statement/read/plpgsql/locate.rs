//! Finds a piece of SQL again in the body that it stands in.

use super::Walk;
use crate::finding::Span;

/// Where a piece of SQL stands in the text that is being read, and whether byte by byte.
pub struct Located {
    pub span: Span,
    pub same: bool,
}

impl Walk<'_> {
    /// Looks for a piece of SQL from its line on. The parser overlays PERFORM and CALL, and blanks INTO.
    pub fn locate(&mut self, text: &str, line: i32) -> Located {
        /// It is the first or second word on its line, or not far behind.
        const NEAR: usize = 48;
        let line = usize::try_from(line).ok().and_then(|line| line.checked_sub(1));
        let line = line.and_then(|line| self.lines.get(line)).copied().unwrap_or(self.quoted.own.start);
        let from = self.words.partition_point(|word| *word < self.cursor.max(line));
        for start in self.words[from..].iter().take(NEAR) {
            if let Some((span, same)) = self.matches(*start, text.as_bytes()) {
                self.cursor = span.end;
                return Located { span, same };
            }
        }
        Located { span: Span { start: self.cursor.max(line), end: self.quoted.own.end }, same: false }
    }

    fn matches(&self, start: usize, text: &[u8]) -> Option<(Span, bool)> {
        let body = &self.bench.text.as_bytes()[..self.quoted.own.end];
        let perform = body.get(start..start + 7).is_some_and(|word| word.eq_ignore_ascii_case(b"perform"))
            && text.starts_with(b"SELECT");
        let (start, skip) = if perform { (start + 1, 6) } else { (start, 0) };
        let (mut at, mut same) = (start + skip, true);
        for byte in &text[skip.min(text.len())..] {
            let found = *body.get(at)?;
            if found != *byte && *byte != b' ' {
                return None;
            }
            at += 1;
            if self.quoted.doubled && found == b'\'' && body.get(at) == Some(&b'\'') {
                (at, same) = (at + 1, false);
            }
        }
        Some((Span { start, end: at }, same))
    }
}
