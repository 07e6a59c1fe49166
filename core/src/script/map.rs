//! Where each byte of a script's text stands in the files: the text is not one file's bytes where something was
//! filled in or another file was read in its place.

use super::Origin;
use crate::finding::Span;

/// Empty where the text is the first file, byte for byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    segments: Vec<Segment>,
}

/// A run of bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    /// its first byte in the text
    at: usize,
    file: usize,
    /// where it comes from: the same bytes, or the placeholder in whose place it stands
    span: Span,
    same: bool,
}

impl Map {
    /// Whether the text is the first file, byte for byte.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The file, as a place in the script's list, and its bytes. A span over two files is cut to the first.
    pub fn origin(&self, span: Span) -> (usize, Span) {
        if self.segments.is_empty() {
            return (0, span);
        }
        let (file, start) = self.start(span.start);
        let (end_file, end) = self.end(span.end);
        let end = if end_file == file && span.end > span.start { end.max(start) } else { start };
        (file, Span { start, end })
    }

    /// Where bytes of the first file stand in the text; what was not taken over, behind what was before it.
    pub fn in_text(&self, bytes: &[usize]) -> Vec<usize> {
        let own: Vec<&Segment> = self.segments.iter().filter(|it| it.file == 0).collect();
        let place = |byte: &usize| {
            let next = own.partition_point(|it| it.span.start <= *byte);
            let Some(it) = next.checked_sub(1).map(|at| own[at]) else { return *byte };
            it.at + if it.same { byte.min(&it.span.end) - it.span.start } else { 0 }
        };
        bytes.iter().map(place).collect()
    }

    /// Whether these are bytes of one file as they stand there.
    pub fn is_same(&self, span: Span) -> bool {
        let next = self.segments.partition_point(|it| it.at <= span.start);
        let segment = next.checked_sub(1).and_then(|at| self.segments.get(at));
        segment.map_or(self.segments.is_empty(), |it| {
            it.same && span.end.saturating_sub(it.at) <= it.span.end - it.span.start
        })
    }

    fn start(&self, byte: usize) -> (usize, usize) {
        let next = self.segments.partition_point(|it| it.at <= byte);
        self.within(next.saturating_sub(1), byte, |span| span.start)
    }

    fn end(&self, byte: usize) -> (usize, usize) {
        let next = self.segments.partition_point(|it| it.at < byte);
        self.within(next.saturating_sub(1), byte, |span| span.end)
    }

    fn within(&self, segment: usize, byte: usize, filled: impl Fn(Span) -> usize) -> (usize, usize) {
        let Some(it) = self.segments.get(segment) else { return (0, byte) };
        let origin = if it.same { it.span.start + byte.saturating_sub(it.at) } else { filled(it.span) };
        (it.file, origin)
    }
}

/// The text as it grows. As long as it is the first file's own, nothing is copied.
#[derive(Debug)]
pub struct Growing<'a> {
    original: &'a str,
    text: Option<String>,
    len: usize,
    map: Map,
}

impl<'a> Growing<'a> {
    pub fn new(original: &'a str) -> Growing<'a> {
        Growing { original, text: None, len: 0, map: Map::default() }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn slice(&self, span: Span) -> &str {
        self.text.as_deref().unwrap_or(self.original).get(span.start..span.end).unwrap_or_default()
    }

    pub fn origin(&self, byte: usize) -> Origin {
        let (file, span) = self.map.origin(Span { start: byte, end: byte });
        Origin { file, byte: span.start }
    }

    /// Adds bytes `span` of a file as they are.
    pub fn same(&mut self, file: usize, bytes: &str, span: Span) {
        if bytes.is_empty() {
            return;
        }
        if file == 0 && self.text.is_none() && span.start == self.len {
            self.len = span.end;
            return;
        }
        let at = self.add(bytes);
        match self.map.segments.last_mut() {
            Some(last) if last.same && last.file == file && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.map.segments.push(Segment { at, file, span, same: true }),
        }
    }

    /// Adds what stands in the place of a placeholder.
    pub fn filled(&mut self, file: usize, bytes: &str, span: Span) {
        if bytes.is_empty() {
            return;
        }
        let at = self.add(bytes);
        let again = self.map.segments.last().is_some_and(|it| !it.same && (it.file, it.span) == (file, span));
        if !again {
            self.map.segments.push(Segment { at, file, span, same: false });
        }
    }

    /// Adds bytes and tells where they begin.
    fn add(&mut self, bytes: &str) -> usize {
        if self.text.is_none() && self.len > 0 {
            let span = Span { start: 0, end: self.len };
            self.map.segments.push(Segment { at: 0, file: 0, span, same: true });
        }
        let text = self.text.get_or_insert_with(|| self.original[..self.len].to_owned());
        text.push_str(bytes);
        let at = self.len;
        self.len = text.len();
        at
    }

    pub fn finish(self) -> (std::borrow::Cow<'a, str>, Map) {
        match self.text {
            Some(text) => (text.into(), self.map),
            None => (self.original.into(), self.map),
        }
    }
}
