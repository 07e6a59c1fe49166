//! Where a text stands in the file: a body, or SQL that a body puts together, is read as a text of its own.

use crate::finding::Span;

#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// It is the file's own text.
    File,
    /// It stands in another text from this byte on, byte by byte.
    Shifted { outer: &'a Place<'a>, at: usize },
    /// It stands nowhere as it is; this is what it was made of.
    Within(Span),
}

impl Place<'_> {
    /// The bytes of the file.
    pub fn span(&self, span: Span) -> Span {
        match self {
            Place::File => span,
            Place::Shifted { outer, at } => outer.span(Span { start: span.start + at, end: span.end + at }),
            Place::Within(all) => *all,
        }
    }
}
