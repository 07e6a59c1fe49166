//! What is filled in: psql's variables, and the placeholders of templates.

use super::Why;
use super::lexer::{Token, TokenKind, template_end};
use super::reader::{From, Level, Reader};
use super::template::Template;
use super::variables::{Form, Known, Reference};
use crate::finding::Span;

/// How deep values may stand in values, and files in files.
pub const DEEPEST: usize = 16;

impl Reader<'_, '_> {
    /// A colon, which may ask for one of psql's variables. Returns the byte to go on at.
    pub fn colon(&mut self, level: &mut Level, span: Span) -> Option<usize> {
        let mut whole = Span { start: span.start, end: span.end };
        if matches!(level.text.as_bytes().get(span.end), Some(b':' | b'=')) {
            whole.end += 1;
            self.word(level, TokenKind::Symbol, whole);
            return Some(whole.end);
        }
        let reference = Reference::read(level.text, span.start).filter(|it| self.is_open_to(it.name));
        let known = reference.map(|it| (it, self.variables.find(it.name)));
        let (reference, value) = match known {
            None | Some((_, Known::Unset)) => {
                self.word(level, TokenKind::Symbol, span);
                return None;
            }
            Some((reference, Known::Unknown)) => (reference, None),
            Some((reference, Known::Value(_))) if reference.form == Form::IsSet => {
                (reference, Some("TRUE".to_owned()))
            }
            Some((reference, Known::Value(value))) => {
                (reference, Some(reference.form.quoted(value).into_owned()))
            }
        };
        whole.end = reference.end;
        match value {
            Some(value) => {
                self.reading.push(reference.name.to_owned());
                self.fill(level, whole, &value);
                self.reading.pop();
            }
            None => self.no_value(level, whole, reference.name),
        }
        Some(whole.end)
    }

    /// A variable in its own value stays as it is written.
    fn is_open_to(&self, name: &str) -> bool {
        !self.reading.iter().any(|it| it == name)
    }

    /// Reads `value` in the place of `span`.
    pub fn fill(&mut self, level: &mut Level, span: Span, value: &str) {
        if self.reading.len() > DEEPEST || !self.budget.take(value.len()) {
            return self.unknown(level, span, "What is filled in here grows beyond what Lockgate reads.");
        }
        self.emit(level, span.start);
        self.cannot_send(level, span.start, Why::Filled);
        level.copied = span.end;
        let (file, origin) = level.origin(span);
        let mut inner = Level::new(value, From::Value(file, origin), 0);
        self.level(&mut inner, 0);
        self.emit(&mut inner, value.len());
    }

    fn no_value(&mut self, level: &mut Level, span: Span, name: &str) {
        let written = level.word(span);
        if self.missing.insert(name, ()).is_some() {
            return self.leave_unknown(level, span);
        }
        let message = format!(
            "`{written}` has no value that is known here, so no statement with it was read. Give it one in \
             lockgate.toml, below [placeholders]: {} = \"…\".",
            key(name)
        );
        self.unknown(level, span, &message);
    }

    /// The open statement holds something that nobody knows.
    pub fn unknown(&mut self, level: &mut Level, span: Span, message: &str) {
        self.fault(level, span.start, message.to_owned());
        self.leave_unknown(level, span);
    }

    fn leave_unknown(&mut self, level: &mut Level, span: Span) {
        self.cannot_send(level, span.start, Why::Filled);
        self.word(level, TokenKind::Template, span);
        if let Some(open) = &mut self.open {
            open.unknown = true;
        }
    }

    /// A placeholder that stands between words.
    pub fn template(&mut self, level: &mut Level, span: Span) {
        match Template::read(level.word(span)) {
            Template::Value { name, default } => match self.value(name).or(default.map(str::to_owned)) {
                Some(value) => {
                    self.reading.push(String::new());
                    self.fill(level, span, &value);
                    self.reading.pop();
                }
                None => self.no_value(level, span, name),
            },
            Template::Computed => {
                let message = "Only the template's own program can work this out. Write what it comes to.";
                self.unknown(level, span, message);
            }
            block => self.block(level, span, block),
        }
    }

    /// A template's `if` or `for`: what stands in it is read, and may not run.
    fn block(&mut self, level: &mut Level, span: Span, block: Template) {
        match block {
            Template::Open => {
                self.blocks += 1;
                let message = "What stands in this block is judged as if it ran once; whether it does, only the \
                               template's own program knows.";
                self.fault(level, span.start, message.to_owned());
            }
            Template::Close => self.blocks = self.blocks.saturating_sub(1),
            _ => {}
        }
        self.emit(level, span.start);
        self.cannot_send(level, span.start, Why::Filled);
        self.pass(level, span.end);
    }

    fn value(&self, name: &str) -> Option<String> {
        self.context.and_then(|it| it.values.get(name)).cloned()
    }

    /// Fills in the placeholders in a quoted text, where the project has a value for one. Whether there was one.
    ///
    /// Without a value they may be what the text says: `'{{1,2},{3,4}}'` is an array.
    pub fn in_quotes(&mut self, level: &mut Level, token: Token) -> bool {
        let filled = self.context.is_some_and(|it| !it.psql && !it.values.is_empty());
        let found = if filled { self.placeholders(level.word(token.span)) } else { Vec::new() };
        if found.is_empty() {
            return false;
        }
        self.head.see(token.kind, "");
        let start = self.at(level, token.span.start);
        for (span, value) in found {
            let span = Span { start: token.span.start + span.start, end: token.span.start + span.end };
            let closes = value.contains(['\'', '"', '\\', '$']);
            if closes || !self.budget.take(value.len()) {
                let message = "The value that stands here in quotes has quotes of its own.";
                self.fault(level, span.start, message.to_owned());
                self.gaps.push(self.at(level, span.start));
                continue;
            }
            self.emit(level, span.start);
            self.cannot_send(level, span.start, Why::Filled);
            let (file, origin) = level.origin(span);
            self.out.filled(file, &value, origin);
            level.copied = span.end;
        }
        self.emit(level, token.span.end);
        self.extend(start);
        true
    }

    /// The placeholders in a text that have a value, with it.
    fn placeholders(&self, text: &str) -> Vec<(Span, String)> {
        let (bytes, mut at, mut found) = (text.as_bytes(), 0, Vec::new());
        while let Some(step) = bytes[at..].iter().position(|it| matches!(it, b'$' | b'{')) {
            let start = at + step;
            let Some(length) = template_end(&bytes[start..]) else {
                at = start + 1;
                continue;
            };
            at = start + length;
            if let Template::Value { name, .. } = Template::read(&text[start..at])
                && let Some(value) = self.value(name)
            {
                found.push((Span { start, end: at }, value));
            }
        }
        found
    }
}

/// A name as TOML has it in front of an equals sign.
fn key(name: &str) -> String {
    let bare = name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_' || it == b'-');
    if bare { name.to_owned() } else { format!("\"{name}\"") }
}
