//! Reads a script as the program that runs it would: what that fills in is filled in, and the statements are cut.

use super::arguments::Budget;
use super::conditions::Conditions;
use super::head::Head;
use super::lexer::{Lexer, Token, TokenKind};
use super::map::Growing;
use super::psql;
use super::variables::Variables;
use super::{Context, Fault, Origin, Part, Piece, PieceKind, Script, Unsendable, Why};
use crate::finding::Span;

/// How much `\i` and values may add to one script: 8 MiB.
const BUDGET: usize = 8 << 20;

pub struct Reader<'c, 'a> {
    /// `None` passes over psql's commands, and fills in nothing.
    pub context: Option<&'c Context<'c, 'a>>,
    pub out: Growing<'a>,
    pub files: Vec<Part<'a>>,
    pub pieces: Vec<Piece>,
    pub comments: Vec<Span>,
    pub faults: Vec<Fault>,
    pub gaps: Vec<usize>,
    pub unsendable: Vec<Unsendable>,
    pub open: Option<Open>,
    pub head: Head,
    pub variables: Variables,
    pub conditions: Conditions,
    /// Blocks of a template that are open, and each `\q` that may have been: what follows may not run.
    pub blocks: usize,
    pub budget: Budget,
    /// Files and variables that are being read, the innermost last.
    pub reading: Vec<String>,
    /// Names that have no value and were reported.
    pub missing: crate::order::ByName<()>,
    /// `\cd` was there: nobody knows what `\i` names.
    pub moved: bool,
    /// `COPY … FROM stdin` whose `;` is still to come, and those whose data stand on the next line.
    batched: Vec<usize>,
    waiting: Vec<usize>,
}

/// A statement that has begun.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    pub span: Span,
    /// Something in it has no value that anybody knows.
    pub unknown: bool,
}

/// A text that is being read: a file, or the value of a variable.
pub struct Level<'t> {
    pub text: &'t str,
    pub from: From,
    /// up to which byte it was added to the script's text
    pub copied: usize,
    /// where data for COPY begin: at the end of this line
    due: Option<usize>,
    /// `\q` was there.
    pub quit: bool,
}

#[derive(Debug, Clone, Copy)]
pub enum From {
    File(usize),
    /// It stands in the place of these bytes of a file.
    Value(usize, Span),
}

impl<'t> Level<'t> {
    pub fn new(text: &'t str, from: From, copied: usize) -> Level<'t> {
        Level { text, from, copied, due: None, quit: false }
    }

    pub fn origin(&self, span: Span) -> (usize, Span) {
        match self.from {
            From::File(file) => (file, span),
            From::Value(file, span) => (file, span),
        }
    }

    pub fn word(&self, span: Span) -> &'t str {
        &self.text[span.start..span.end]
    }
}

impl<'c, 'a> Reader<'c, 'a> {
    pub fn new(text: &'a str, context: Option<&'c Context<'c, 'a>>) -> Reader<'c, 'a> {
        let mut variables = Variables::default();
        for name in context.iter().filter(|it| it.psql).flat_map(|_| psql::OWN) {
            variables.set(name, None);
        }
        for (name, value) in context.iter().filter(|it| it.psql).flat_map(|it| it.values.iter()) {
            variables.set(name, Some(value.clone()));
        }
        Reader {
            context,
            out: Growing::new(text),
            files: vec![Part { path: context.map_or("", |it| it.path), text }],
            pieces: Vec::new(),
            comments: Vec::new(),
            faults: Vec::new(),
            gaps: Vec::new(),
            unsendable: Vec::new(),
            open: None,
            head: Head::default(),
            variables,
            conditions: Conditions::default(),
            blocks: 0,
            budget: Budget(BUDGET),
            reading: Vec::new(),
            missing: Default::default(),
            moved: false,
            batched: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Reads parts of the text, which must be in order and lie on character borders.
    pub fn run(mut self, parts: &[Span]) -> Script<'a> {
        let text = self.files[0].text;
        let mut copied = 0;
        for part in parts {
            copied = self.part(0, &text[..part.end], copied, part.start);
        }
        let (text, map) = self.out.finish();
        Script {
            text,
            map,
            files: self.files,
            pieces: self.pieces,
            comments: self.comments,
            faults: self.faults,
            gaps: self.gaps,
            unsendable: self.unsendable,
        }
    }

    /// Reads a file that another one names.
    pub fn file(&mut self, file: usize, text: &str) {
        let start = super::whole(text).start;
        self.part(file, text, start, start);
    }

    /// Reads a file from byte `start` on, of which `copied` bytes are in the script's text. What is open at its end
    /// ends there. Returns how many bytes are in the script's text now.
    fn part(&mut self, file: usize, text: &str, copied: usize, start: usize) -> usize {
        let mut level = Level::new(text, From::File(file), copied);
        let (depth, blocks) = (self.conditions.depth(), self.blocks);
        self.level(&mut level, start);
        if let Some(due) = level.due {
            self.data(&mut level, due);
        }
        match self.conditions.is_read() && !level.quit {
            true => self.emit(&mut level, text.len()),
            false => self.pass(&mut level, text.len()),
        }
        self.end(true);
        self.blocks = blocks.min(self.blocks);
        if self.conditions.cut(depth) {
            self.fault(&level, text.len(), "An `\\if` of this file has no `\\endif`.".to_owned());
        }
        level.copied
    }

    pub fn level(&mut self, level: &mut Level, start: usize) {
        let text = level.text;
        let mut lexer = Lexer::new(text, start, text.len());
        while let (false, Some(token)) = (level.quit, lexer.next()) {
            let next = match level.due {
                Some(due) if token.span.start >= due => Some(self.data(level, due)),
                _ => self.take(level, token),
            };
            if let Some(next) = next {
                lexer.jump(next);
            }
            if !self.waiting.is_empty() && matches!(level.from, From::File(_)) && level.due.is_none() {
                level.due = Some(line_end(text, next.unwrap_or(token.span.end)));
            }
        }
    }

    /// Returns the byte to go on at, where that is not the token's end.
    fn take(&mut self, level: &mut Level, token: Token) -> Option<usize> {
        if self.context.is_some() {
            match token.kind {
                TokenKind::Backslash => return Some(self.backslash(level, token.span.start)),
                _ if !self.conditions.is_read() => return None,
                TokenKind::Template => {
                    self.template(level, token.span);
                    return None;
                }
                TokenKind::Symbol if level.word(token.span) == ":" => {
                    return self.colon(level, token.span);
                }
                TokenKind::Text | TokenKind::Quoted if self.in_quotes(level, token) => return None,
                TokenKind::Comment | TokenKind::Unclosed => self.check_end(level, token),
                _ => {}
            }
        }
        match token.kind {
            TokenKind::Backslash => {
                self.end(true);
                return Some(line_end(level.text, token.span.start));
            }
            TokenKind::Comment => {
                let span =
                    Span { start: self.at(level, token.span.start), end: self.at(level, token.span.end) };
                self.comments.push(span);
            }
            TokenKind::Symbol if level.word(token.span) == ";" && self.head.ends_at_semicolon() => {
                self.emit(level, token.span.end);
                self.end(true);
            }
            _ => self.word(level, token.kind, token.span),
        }
        None
    }

    /// A value must not hide what stands behind it.
    fn check_end(&mut self, level: &Level, token: Token) {
        let last = token.span.end == level.text.len() && matches!(level.from, From::Value(..));
        let closed = token.kind == TokenKind::Comment && level.word(token.span).starts_with("/*");
        if last && !closed {
            let message = "A value that stands here opens a quote or a comment and does not close it.";
            self.fault(level, token.span.start, message.to_owned());
            self.gaps.push(self.at(level, token.span.start));
        }
    }

    /// Takes a token into the open statement.
    pub fn word(&mut self, level: &mut Level, kind: TokenKind, span: Span) {
        self.head.see(kind, level.word(span));
        let start = self.at(level, span.start);
        self.emit(level, span.end);
        self.extend(start);
    }

    /// The open statement reaches to the end of the text so far; one that is not open begins at `start`.
    pub fn extend(&mut self, start: usize) -> &mut Open {
        let end = self.out.len();
        let open = self.open.get_or_insert(Open { span: Span { start, end }, unknown: false });
        open.span.end = end;
        open
    }

    /// Ends the open statement. Only when it is sent are the data behind it read.
    pub fn end(&mut self, sent: bool) {
        if let Some(open) = self.open.take() {
            let filled = open.span.start < open.span.end;
            if filled && self.head.reads_stdin() {
                self.batched.push(self.pieces.len());
            }
            let conditional = self.conditions.may_not_run() || self.blocks > 0;
            let (kind, span, unknown) = (PieceKind::Statement, open.span, open.unknown);
            match filled {
                true => self.pieces.push(Piece { kind, span, conditional, unknown }),
                // Nothing of it stands in the text; what it may have been is not known.
                false => self.gaps.extend(unknown.then_some(span.start)),
            }
        }
        self.head = Head::default();
        if sent {
            self.waiting.append(&mut self.batched);
        }
    }

    /// Passes over the data that stand from the end of a line on, and returns where they end.
    fn data(&mut self, level: &mut Level, line_end: usize) -> usize {
        level.due = None;
        let mut at = line_end;
        for piece in std::mem::take(&mut self.waiting) {
            let (end, lines, closed) = copy_data(level.text, at);
            if !closed && lines > 0 {
                let message =
                    "Nothing ends the data of this COPY: no line is `\\.`, so all below it is data.";
                self.fault(level, line_end, message.to_owned());
            }
            self.pieces[piece].kind = PieceKind::CopyWithData { lines };
            self.copy_told(self.pieces[piece].span.start);
            at = end;
        }
        self.pass(level, at);
        at
    }

    /// Only psql sends the data; another program would send the statement and leave the server waiting.
    fn copy_told(&mut self, at: usize) {
        let origin = self.out.origin(at);
        self.unsendable.push(Unsendable { at, origin, why: Why::CopyData });
        if self.context.is_some_and(|it| !it.psql) {
            let message = "COPY … FROM stdin takes data that only psql can send. Write the rows as INSERT.";
            self.faults.push(Fault { at, origin, message: message.to_owned() });
        }
    }

    /// Where a byte that was not added yet will stand in the script's text.
    pub fn at(&self, level: &Level, byte: usize) -> usize {
        self.out.len() + byte.saturating_sub(level.copied)
    }

    /// Adds what stands before `end` to the script's text.
    pub fn emit(&mut self, level: &mut Level, end: usize) {
        let span = Span { start: level.copied, end: end.max(level.copied) };
        let bytes = level.word(span);
        match level.from {
            From::File(file) => self.out.same(file, bytes, span),
            From::Value(file, span) => self.out.filled(file, bytes, span),
        }
        level.copied = span.end;
    }

    /// What stands before `end` is no part of a statement: it stays in the text only where none is open.
    pub fn pass(&mut self, level: &mut Level, end: usize) {
        match self.open {
            None => self.emit(level, end),
            Some(_) => level.copied = level.copied.max(end),
        }
    }

    pub fn fault(&mut self, level: &Level, byte: usize, message: String) {
        let (file, span) = level.origin(Span { start: byte, end: byte });
        let origin = Origin { file, byte: span.start };
        self.faults.push(Fault { at: self.at(level, byte), origin, message });
    }

    pub fn cannot_send(&mut self, level: &Level, byte: usize, why: Why) {
        let (file, span) = level.origin(Span { start: byte, end: byte });
        let origin = Origin { file, byte: span.start };
        self.unsendable.push(Unsendable { at: self.at(level, byte), origin, why });
    }
}

pub fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// Data begin on the line after `line_end` and end behind a line that is `\.`, or with the file. Returns that place,
/// how many lines of data there are, and whether such a line ends them.
fn copy_data(text: &str, line_end: usize) -> (usize, usize, bool) {
    let (mut at, mut lines) = (line_end, 0);
    while at + 1 < text.len() {
        let start = at + 1;
        at = self::line_end(text, start);
        if text[start..at].trim_end_matches('\r') == "\\." {
            return (at, lines, true);
        }
        lines += 1;
    }
    (text.len(), lines, false)
}
