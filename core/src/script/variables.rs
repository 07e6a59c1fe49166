//! psql's variables: what `\set` says, and what only a running psql would know.

use super::lexer::{Lexer, TokenKind};
use crate::order::ByName;
use std::borrow::Cow;

/// What is known of a variable.
#[derive(Debug, PartialEq, Eq)]
pub enum Known<'a> {
    Value(&'a str),
    /// It has a value that only a running psql knows: from `\gset`, `\getenv`, an `\if` that may not run.
    Unknown,
    Unset,
}

#[derive(Debug, Default)]
pub struct Variables {
    values: ByName<Set>,
    /// The prefixes of `\gset`: every variable that begins with one may have a value.
    prefixes: ByName<Results>,
    /// counts what happened, to tell what came first
    now: usize,
}

#[derive(Debug)]
struct Set {
    at: usize,
    /// `None` is unknown.
    value: Option<String>,
}

#[derive(Debug, Default)]
struct Results {
    /// when the last one came whose columns cannot be told from its words
    any: Option<usize>,
}

/// Longer prefixes of `\gset` count as their beginning.
const LONGEST_PREFIX: usize = 64;

impl Variables {
    pub fn set(&mut self, name: &str, value: Option<String>) {
        self.now += 1;
        self.values.insert(name, Set { at: self.now, value });
    }

    pub fn unset(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// The result of `statement` became variables of this prefix. A column has the name of a word that stands there,
    /// or any name where there is a star or a cast.
    pub fn result(&mut self, prefix: &str, statement: &str) {
        self.now += 1;
        let known = (0..=prefix.len().min(LONGEST_PREFIX)).rev().find(|at| prefix.is_char_boundary(*at));
        let short = &prefix[..known.unwrap_or(0)];
        let results = self.prefixes.get_or_insert(short, Results::default());
        if short.len() < prefix.len() || ["*", "::"].iter().any(|it| statement.contains(it)) {
            results.any = Some(self.now);
            return;
        }
        for token in Lexer::new(statement, 0, statement.len()) {
            let word = &statement[token.span.start..token.span.end];
            let column = match token.kind {
                TokenKind::Word => word.to_ascii_lowercase(),
                TokenKind::Quoted => word.trim_matches('"').to_owned(),
                _ => continue,
            };
            if let Some(set) = self.values.get_mut(&(short.to_owned() + &column)) {
                set.value = None;
            }
        }
    }

    pub fn find(&self, name: &str) -> Known<'_> {
        let ends = (0..=name.len().min(LONGEST_PREFIX)).filter(|at| name.is_char_boundary(*at));
        let mut results = ends.filter_map(|at| self.prefixes.get(&name[..at])).peekable();
        match self.values.get(name) {
            Some(Set { value: Some(value), at }) if results.all(|it| it.any < Some(*at)) => {
                Known::Value(value)
            }
            Some(_) => Known::Unknown,
            None if results.peek().is_some() => Known::Unknown,
            None => Known::Unset,
        }
    }
}

/// How a variable is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `:name`
    Plain,
    /// `:'name'`
    Literal,
    /// `:"name"`
    Identifier,
    /// `:{?name}`
    IsSet,
}

/// A place where a variable is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'t> {
    pub form: Form,
    pub name: &'t str,
    /// the byte behind it
    pub end: usize,
}

impl<'t> Reference<'t> {
    /// Reads one at the colon that stands at byte `at`.
    pub fn read(text: &'t str, at: usize) -> Option<Reference<'t>> {
        let rest = text.get(at + 1..)?;
        let (form, open, close) = match rest.as_bytes() {
            [b'\'', ..] => (Form::Literal, 1, "'"),
            [b'"', ..] => (Form::Identifier, 1, "\""),
            [b'{', b'?', ..] => (Form::IsSet, 2, "}"),
            _ => (Form::Plain, 0, ""),
        };
        let inside = &rest[open..];
        let length = inside.bytes().take_while(|it| is_name(*it)).count();
        let name = &inside[..length];
        (length > 0 && inside[length..].starts_with(close)).then_some(Reference {
            form,
            name,
            end: at + 1 + open + length + close.len(),
        })
    }
}

impl Form {
    /// The value as psql puts it there.
    pub fn quoted(self, value: &str) -> Cow<'_, str> {
        match self {
            Form::Plain | Form::IsSet => value.into(),
            Form::Literal if value.contains('\\') => {
                format!(" E'{}'", value.replace('\\', "\\\\").replace('\'', "''")).into()
            }
            Form::Literal => format!("'{}'", value.replace('\'', "''")).into(),
            Form::Identifier => format!("\"{}\"", value.replace('"', "\"\"")).into(),
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
