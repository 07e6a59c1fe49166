//! Whether a statement of a body runs when the body does.

use super::Object;
use crate::statement::{Ident, Name};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// All of these must hold. Empty, with `unknown` false, is: it always runs.
    pub guards: Vec<Guard>,
    /// There is more to it that was not understood.
    pub unknown: bool,
    /// Names of the errors that a handler around it catches: `duplicate_object`, `others`, or a SQLSTATE.
    pub caught: Vec<String>,
}

impl Condition {
    /// Nothing stands before it.
    pub fn always(&self) -> bool {
        self.guards.is_empty() && !self.unknown
    }

    /// Whether a handler around it catches this SQLSTATE. One that names errors that are not known may.
    pub fn catches(&self, sqlstate: &str) -> bool {
        let state = |name: &str| ERRORS.iter().find(|it| it.0 == name).map(|it| it.1);
        self.caught.iter().any(|name| state(name).is_none_or(|it| it == sqlstate))
    }
}

/// What handlers around DDL catch, by PL/pgSQL's names. `others` is not among them: it catches all.
const ERRORS: &[(&str, &str)] = &[
    ("duplicate_column", "42701"),
    ("duplicate_function", "42723"),
    ("duplicate_object", "42710"),
    ("duplicate_schema", "42P06"),
    ("duplicate_table", "42P07"),
    ("invalid_table_definition", "42P16"),
    ("undefined_column", "42703"),
    ("undefined_function", "42883"),
    ("undefined_object", "42704"),
    ("undefined_table", "42P01"),
    ("unique_violation", "23505"),
];

/// `IF NOT EXISTS (SELECT … FROM pg_type WHERE typname = 'mood')`: it asks the catalog for an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    pub object: Object,
    /// Without a schema where the question names none: then any schema counts.
    pub name: Name,
    /// the table of a column, constraint, trigger, policy or rule, where the question names it
    pub on: Option<Name>,
    /// the label of an enum that is asked for, or the type of a column
    pub detail: Option<Ident>,
    /// Runs where it exists; else where it does not.
    pub exists: bool,
}
