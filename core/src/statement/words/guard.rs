//! Whether a statement of a body runs when the body does.

use super::Object;
use crate::statement::{Ident, Name};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// All of these must hold. Empty, with `unknown` false, is: it always runs.
    pub guards: Vec<Guard>,
    /// There is more to it that was not understood.
    pub unknown: bool,
    /// It does not hold, whatever there is.
    pub never: bool,
    /// The blocks with handlers that it stands in, the outermost first.
    pub blocks: Vec<Block>,
    /// The handlers that it stands in: it runs where their blocks failed so.
    pub handlers: Vec<Handler>,
}

/// A block whose errors are caught. Where one is, all that the block did is undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// in the body
    pub number: usize,
    /// Names of the errors that are caught: `duplicate_object`, `others`, or a SQLSTATE.
    pub caught: Vec<String>,
}

impl Block {
    pub fn catches(&self, sqlstate: &str) -> bool {
        catches(&self.caught, sqlstate)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handler {
    pub block: usize,
    pub caught: Vec<String>,
    /// what handlers before it catch
    pub before: Vec<String>,
}

impl Handler {
    pub fn handles(&self, block: usize, sqlstate: &str) -> bool {
        self.block == block && catches(&self.caught, sqlstate) && !catches(&self.before, sqlstate)
    }
}

impl Condition {
    /// Nothing stands before it.
    pub fn always(&self) -> bool {
        self.guards.is_empty() && !self.unknown && self.handlers.is_empty()
    }

    /// Whether a handler around it catches this SQLSTATE.
    pub fn catches(&self, sqlstate: &str) -> bool {
        self.blocks.iter().any(|it| it.catches(sqlstate))
    }
}

/// Whether a handler of these errors catches this SQLSTATE. An error whose name is not known may be any.
fn catches(caught: &[String], sqlstate: &str) -> bool {
    let state = |name: &str| ERRORS.iter().find(|it| it.0 == name).map(|it| it.1);
    caught.iter().any(|name| match state(name) {
        Some(state) => state == sqlstate,
        None => name.len() != 5 || !name.starts_with(|it: char| it.is_ascii_digit()) || name == sqlstate,
    })
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
    /// Which question of the body it is. It is asked once, whatever stands under it changes.
    pub question: usize,
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
