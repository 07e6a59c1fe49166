//! Why a server would refuse a statement.

use crate::finding::Span;
use crate::statement::{Ident, Name};
use std::fmt::Display;

/// What PostgreSQL would answer instead of running a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// `42P01`
    pub sqlstate: &'static str,
    /// PostgreSQL's message, without the severity
    pub what: String,
    /// a name that is there and looks like the one that is not
    pub nearest: Option<String>,
    /// It fails because something is not there, which it may be where the files do not tell everything.
    pub missing: bool,
    /// What is missing can't be there: statements took it away, or made all of what it would be a part of.
    pub certain: bool,
    /// the statement of a body, or the part of an ALTER TABLE, that is at fault
    pub at: Option<Span>,
}

/// What a step of a replay gives, or why the server would stop there.
/// Boxed, so that what goes well moves one pointer and not the whole reason.
pub type Done<T = ()> = Result<T, Box<Failure>>;

pub const DUPLICATE_RELATION: &str = "42P07";
pub const DUPLICATE_COLUMN: &str = "42701";
pub const DUPLICATE_OBJECT: &str = "42710";
pub const DUPLICATE_FUNCTION: &str = "42723";
pub const DUPLICATE_SCHEMA: &str = "42P06";
pub const UNDEFINED_TABLE: &str = "42P01";
pub const UNDEFINED_COLUMN: &str = "42703";
pub const UNDEFINED_OBJECT: &str = "42704";
pub const UNDEFINED_FUNCTION: &str = "42883";
pub const UNDEFINED_SCHEMA: &str = "3F000";
pub const WRONG_OBJECT: &str = "42809";
pub const DEPENDENT: &str = "2BP01";
pub const INVALID_TABLE: &str = "42P16";
pub const INVALID_OBJECT: &str = "42P17";
pub const INVALID_FUNCTION: &str = "42P13";
pub const INVALID_FOREIGN_KEY: &str = "42830";
pub const MISMATCH: &str = "42804";
pub const UNSUPPORTED: &str = "0A000";
pub const NOT_READY: &str = "55000";

pub fn failure(sqlstate: &'static str, what: impl Into<String>) -> Box<Failure> {
    let what = what.into();
    Box::new(Failure { sqlstate, what, nearest: None, missing: false, certain: false, at: None })
}

impl Failure {
    /// The names that PostgreSQL's message has in quotes, without their schemas.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.what.split('"').skip(1).step_by(2).filter_map(|it| it.rsplit('.').next())
    }

    /// Something is missing; of the names that are there, the nearest is said.
    pub fn missing<'a>(
        sqlstate: &'static str,
        what: impl Into<String>,
        name: &Ident,
        mut there: impl Iterator<Item = &'a Ident>,
    ) -> Box<Failure> {
        let mut missing = failure(sqlstate, what).missed();
        missing.nearest = nearest(name, &mut there);
        missing
    }

    /// It fails because something is not there.
    pub fn missed(mut self: Box<Failure>) -> Box<Failure> {
        self.missing = true;
        self
    }

    /// What is missing can't be there where `certain`.
    pub fn certain(mut self: Box<Failure>, certain: bool) -> Box<Failure> {
        self.certain = certain;
        self
    }
}

/// `relation "t" already exists`
pub fn exists(sqlstate: &'static str, kind: &str, name: impl Display) -> Box<Failure> {
    failure(sqlstate, format!("{kind} \"{name}\" already exists"))
}

/// A name as messages have it: with its schema only where one was written.
pub fn written(name: &Name) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.to_string(),
    }
}

/// How many names are looked at for the nearest one, so that many failures on a large schema stay cheap.
const MOST_NAMES: usize = 500;

/// The name that takes the fewest changes, at most a third of its letters.
fn nearest(name: &Ident, there: &mut dyn Iterator<Item = &Ident>) -> Option<String> {
    let most = name.as_str().len() / 3;
    let counted =
        there.take(MOST_NAMES).filter_map(|it| Some((distance(name.as_str(), it.as_str(), most)?, it)));
    counted.min_by(|a, b| a.cmp(b)).map(|(_, it)| it.as_str().to_owned())
}

/// How many letters must be changed, added or taken away; `None` where that is more than `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, letter) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().filter(|it| *it <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let there: Vec<Ident> = ["users", "orders", "user_roles"].map(Ident::folded).into();
        assert_eq!(nearest(&Ident::folded("usres"), &mut there.iter()), None);
        assert_eq!(nearest(&Ident::folded("user"), &mut there.iter()).as_deref(), Some("users"));
        assert_eq!(nearest(&Ident::folded("order_s"), &mut there.iter()).as_deref(), Some("orders"));
        assert_eq!(nearest(&Ident::folded("zebra"), &mut there.iter()), None);
    }
}
