//! psql's own commands: what they mean for the statements around them.

use super::Why;
use super::arguments::{self, Arguments};
use super::conditions;
use super::lexer::{Lexer, TokenKind};
use super::reader::{Level, Reader, line_end};
use crate::finding::Span;

/// Commands that change nothing about what is run: they print, describe, or set up how psql prints.
const HARMLESS: &[&str] = &[
    ".",
    "?",
    "C",
    "H",
    "T",
    "a",
    "bind",
    "bind_named",
    "conninfo",
    "copyright",
    "echo",
    "encoding",
    "errverbose",
    "f",
    "h",
    "help",
    "html",
    "l",
    "list",
    "o",
    "out",
    "p",
    "print",
    "pset",
    "qecho",
    "restrict",
    "s",
    "setenv",
    "sf",
    "sv",
    "t",
    "timing",
    "unrestrict",
    "w",
    "warn",
    "write",
    "x",
    "z",
];

/// Variables that psql sets itself, to what only a run knows.
pub const OWN: &[&str] = &[
    "DBNAME",
    "ENCODING",
    "ERROR",
    "HOST",
    "LAST_ERROR_MESSAGE",
    "LAST_ERROR_SQLSTATE",
    "PORT",
    "ROW_COUNT",
    "SERVER_VERSION_NAME",
    "SERVER_VERSION_NUM",
    "SHELL_ERROR",
    "SHELL_EXIT_CODE",
    "SQLSTATE",
    "USER",
    "VERSION",
    "VERSION_NAME",
    "VERSION_NUM",
];

/// Commands whose words reach to the line's end, backslashes and all.
const WHOLE_LINE: &[&str] = &["!", "copy", "ef", "ev", "h", "help", "sf", "sv"];

/// `\name`, and where its words begin.
struct Command<'t> {
    name: &'t str,
    start: usize,
    words_at: usize,
}

impl<'t> Command<'t> {
    fn read(text: &'t str, start: usize) -> Command<'t> {
        let rest = &text[start + 1..];
        let end = rest.find(|it: char| it == '\\' || it.is_ascii_whitespace()).unwrap_or(rest.len());
        Command { name: &rest[..end], start, words_at: start + 1 + end }
    }
}

impl Reader<'_, '_> {
    /// Reads the command at byte `start` and returns the byte to go on at.
    pub fn backslash(&mut self, level: &mut Level, start: usize) -> usize {
        let read = self.conditions.is_read();
        match level.text.as_bytes().get(start + 1) {
            Some(b';') if read => return self.semicolon_kept(level, start),
            Some(b':') if read => return self.colon_kept(level, start),
            Some(b'\\') if read => {
                self.cannot_send(level, start, Why::Psql);
                self.not_psql(level, &Command { name: "\\", start, words_at: start + 2 });
                return start + 2;
            }
            Some(b';' | b':' | b'\\') => return start + 2,
            _ => {}
        }
        let command = Command::read(level.text, start);
        let arguments = match WHOLE_LINE.contains(&command.name) {
            true => Arguments { words: Vec::new(), end: line_end(level.text, start) },
            false => arguments::read(level.text, command.words_at, &self.variables, &mut self.budget),
        };
        match read {
            true => self.emit(level, start),
            false => self.pass(level, start),
        }
        if read {
            self.cannot_send(level, start, Why::Psql);
            self.not_psql(level, &command);
        }
        let condition = self.condition(level, &command, &arguments);
        let end = match condition || !read {
            true => arguments.end,
            false => self.act(level, &command, &arguments),
        };
        self.pass(level, end);
        end
    }

    /// Says that another program than psql would stumble here.
    fn not_psql(&mut self, level: &Level, command: &Command) {
        if self.context.is_some_and(|it| !it.psql) {
            let message = format!(
                "`\\{}` is psql's own; PostgreSQL has no such command. Write what it does as SQL.",
                command.name
            );
            self.fault(level, command.start, message);
        }
    }

    /// `\;` puts a semicolon into what is sent at once: the statement before it ends, and waits.
    fn semicolon_kept(&mut self, level: &mut Level, start: usize) -> usize {
        self.emit(level, start);
        self.cannot_send(level, start, Why::Psql);
        self.not_psql(level, &Command { name: ";", start, words_at: start + 2 });
        self.end(false);
        self.emit(level, start + 2);
        start + 2
    }

    /// `\:` is a colon that asks for no variable.
    fn colon_kept(&mut self, level: &mut Level, start: usize) -> usize {
        self.emit(level, start);
        self.cannot_send(level, start, Why::Psql);
        level.copied = start + 1;
        self.word(level, TokenKind::Symbol, Span { start: start + 1, end: start + 2 });
        start + 2
    }

    /// Whether it was one of `\if`, `\elif`, `\else` and `\endif`.
    fn condition(&mut self, level: &Level, command: &Command, arguments: &Arguments) -> bool {
        let unset = arguments.words.iter().flatten().any(|word| word.starts_with(':'));
        let words = arguments.joined(0, " ").filter(|_| !unset);
        let value = words.map(|words| conditions::boolean(&words));
        let done = match command.name {
            "if" => {
                self.conditions.open(value);
                Ok(())
            }
            "elif" => self.conditions.elif(value),
            "else" => self.conditions.otherwise(),
            "endif" => self.conditions.close(),
            _ => return false,
        };
        if let Err(why) = done {
            self.fault(level, command.start, format!("This `\\{}` is lost: {why}.", command.name));
        }
        true
    }

    /// Does what the command says; returns the byte behind it.
    fn act(&mut self, level: &mut Level, command: &Command, arguments: &Arguments) -> usize {
        match command.name.trim_end_matches('+') {
            "copy" => return self.copy(level, command.start),
            "i" | "include" => self.include(level, command.start, arguments, false),
            "ir" | "include_relative" => self.include(level, command.start, arguments, true),
            "set" => self.set(level, command.start, arguments),
            "unset" | "getenv" | "prompt" => self.forget(command.name, arguments),
            "cd" => self.moved = true,
            // What follows in this file may not run.
            "q" | "quit" if self.conditions.may_not_run() => self.blocks += 1,
            "q" | "quit" => level.quit = true,
            "r" | "reset" | "gdesc" | "parse" => self.drop_open(),
            "c" | "connect" if arguments.first() != Some("-") => {
                let message = "What follows runs in another database or as another user; it is judged as if it \
                               ran in this one.";
                self.opaque(level, command.start, message);
            }
            "c" | "connect" => {}
            name if name.starts_with('g') || name == "crosstabview" || name == "watch" => {
                self.send(level, command, arguments);
            }
            name if HARMLESS.contains(&name) || name.starts_with('d') || name.starts_with("lo_") => {}
            name => {
                let message = format!("What `\\{name}` does can't be known here; nothing of it was judged.");
                self.opaque(level, command.start, &message);
            }
        }
        arguments.end
    }

    /// Something happens that nobody can know: what follows is doubtful.
    pub fn opaque(&mut self, level: &Level, start: usize, message: &str) {
        self.fault(level, start, message.to_owned());
        self.gaps.push(self.at(level, start));
    }

    fn drop_open(&mut self) {
        self.open = None;
        self.head = Default::default();
    }

    fn set(&mut self, level: &Level, start: usize, arguments: &Arguments) {
        let Some(Some(name)) = arguments.words.first() else { return };
        let value = arguments.joined(1, "").filter(|_| !self.conditions.may_not_run());
        let off = value.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("off") || it == "0");
        if name == "AUTOCOMMIT" && off {
            let message = "With AUTOCOMMIT off psql opens transactions by itself; what is committed together is not \
                           judged. Write BEGIN and COMMIT.";
            self.fault(level, start, message.to_owned());
        }
        self.variables.set(name, value);
    }

    /// `\unset` takes a value away; `\prompt` brings one that nobody knows, and `\getenv` one that at most the
    /// settings know.
    fn forget(&mut self, command: &str, arguments: &Arguments) {
        let given = arguments.words.get(1).cloned().flatten().filter(|_| command == "getenv");
        let given = given.and_then(|name| self.context?.values.get(&name).cloned());
        let name = match command {
            "prompt" => arguments.words.last(),
            _ => arguments.words.first(),
        };
        let Some(Some(name)) = name else { return };
        match command == "unset" && !self.conditions.may_not_run() {
            true => self.variables.unset(name),
            false => self.variables.set(name, given.filter(|_| !self.conditions.may_not_run())),
        }
    }

    /// `\g` and its kin send the open statement, in the place of a semicolon.
    fn send(&mut self, level: &Level, command: &Command, arguments: &Arguments) {
        let sent = self.open.map(|open| open.span);
        self.end(true);
        match command.name {
            "gset" => {
                let statement = sent.map_or("*", |span| self.out.slice(span)).to_owned();
                self.variables.result(arguments.first().unwrap_or_default(), &statement);
            }
            "gexec" => {
                let message = "`\\gexec` runs what its statement returns, which can't be known before; nothing of \
                               that was judged.";
                self.opaque(level, command.start, message);
            }
            "watch" => {
                self.opaque(level, command.start, "`\\watch` runs its statement again and again.");
            }
            _ => {}
        }
        if sent.is_none() && !self.pieces.is_empty() && command.name != "gset" {
            let message = format!("`\\{}` runs the statement before it once more.", command.name);
            self.opaque(level, command.start, &message);
        }
    }

    /// `\copy` up to its line's end is a COPY whose data psql sends: `\copy t from 'rows.csv' csv`.
    fn copy(&mut self, level: &mut Level, start: usize) -> usize {
        let end = line_end(level.text, start);
        self.end(true);
        self.emit(level, start + 1);
        let line = &level.text[..end];
        let far = far_end(line, start + 1);
        let mut lexer = Lexer::new(line, start + 1, end);
        while let Some(token) = lexer.next() {
            match far {
                Some((span, stream)) if token.span.start == span.start => {
                    self.stream(level, span, stream);
                    lexer.jump(span.end);
                }
                _ if level.word(token.span) == ";" => {}
                _ => self.word(level, token.kind, token.span),
            }
        }
        // Data stand below it only where it says `stdin`.
        if far.is_none_or(|(span, _)| !level.word(span).eq_ignore_ascii_case("stdin")) {
            self.head = Default::default();
        }
        self.end(true);
        end
    }

    fn stream(&mut self, level: &mut Level, span: Span, stream: &str) {
        let start = self.at(level, span.start);
        self.emit(level, span.start);
        let (file, origin) = level.origin(span);
        self.out.filled(file, stream, origin);
        level.copied = span.end;
        self.head.see(TokenKind::Word, stream);
        self.extend(start);
    }
}

/// The words of a `\copy` that name a file, a program or psql's own input, and what the server reads or writes in
/// their place.
fn far_end(line: &str, start: usize) -> Option<(Span, &'static str)> {
    let mut depth = 0_usize;
    let mut lexer = Lexer::new(line, start, line.len());
    let (stream, after) = lexer.find_map(|token| {
        let word = &line[token.span.start..token.span.end];
        match word {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ if depth == 0 && word.eq_ignore_ascii_case("from") => return Some(("stdin", token.span.end)),
            _ if depth == 0 && word.eq_ignore_ascii_case("to") => return Some(("stdout", token.span.end)),
            _ => {}
        }
        None
    })?;
    let first = name(line, after)?;
    let program = line[first.start..first.end].eq_ignore_ascii_case("program");
    let last = if program { name(line, first.end)? } else { first };
    Some((Span { start: first.start, end: last.end }, stream))
}

/// A quoted name, or one that reaches to the next blank.
fn name(line: &str, at: usize) -> Option<Span> {
    let rest = &line[at..];
    let start = at + rest.len() - rest.trim_start().len();
    let rest = &line[start..];
    let end = match rest.starts_with('\'') {
        true => Lexer::new(line, start, line.len()).next()?.span.end,
        false => start + rest.find(|it: char| it.is_ascii_whitespace() || it == ';').unwrap_or(rest.len()),
    };
    (end > start).then_some(Span { start, end })
}
