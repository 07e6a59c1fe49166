//! What expressions and queries are made of: the types of their results, and what they depend on.
//!
//! Names are looked up as PostgreSQL looks them up. Types are inferred as far as the usual expressions need; what
//! is not known is said to be unknown and never guessed.

mod calls;
mod expr;
mod query;
mod scope;

pub use expr::Inferred;
pub use query::first_target;
pub use scope::{Item, ItemColumn, Scope};

use super::Schema;
use super::catalog::{DataType, Targets};
use super::failure::Failure;
use crate::statement::Ident;

/// A column of a result.
#[derive(Debug, Clone)]
pub struct Output {
    pub name: Ident,
    pub data_type: Option<DataType>,
}

/// Reads expressions and queries against a schema, and gathers what they depend on.
pub struct Analyst<'a> {
    pub schema: &'a Schema,
    pub uses: Targets,
    /// the columns that stand beside a number at an operator, by their numbers in their tables
    pub counts: Vec<u16>,
    /// the first name that could not be found
    pub failure: Option<Box<Failure>>,
    /// It reads something whose columns are not known.
    pub open: bool,
    /// What is no column may be a variable.
    pub variables: bool,
}

impl<'a> Analyst<'a> {
    pub fn new(schema: &'a Schema) -> Analyst<'a> {
        Analyst {
            schema,
            uses: Targets::default(),
            counts: Vec::new(),
            failure: None,
            open: false,
            variables: false,
        }
    }

    fn fail(&mut self, failure: Box<Failure>) {
        self.failure.get_or_insert(failure);
    }
}
