//! Statements that read and change rows.

use super::{At, Expr, Parameter, Query, Source, Target, With};
use crate::statement::{Ident, Name};

#[derive(Debug, Clone, PartialEq)]
pub struct Insert {
    pub with: With,
    pub table: At<Name>,
    pub columns: Vec<Ident>,
    /// `OVERRIDING SYSTEM VALUE` or `OVERRIDING USER VALUE`
    pub overriding: bool,
    /// `None` is `DEFAULT VALUES`.
    pub query: Option<Query>,
    pub on_conflict: Option<OnConflict>,
    pub returning: Vec<Target>,
}

impl Insert {
    /// The rows stand in the statement: VALUES, or a SELECT without FROM.
    pub fn has_given_rows(&self) -> bool {
        match self.query.as_ref().map(|query| &query.body) {
            Some(super::Body::Select(select)) => select.from.is_empty(),
            Some(super::Body::Values(_)) | None => true,
            Some(super::Body::Set(_)) => false,
        }
    }

    /// The rows come from a SELECT that says which ones.
    pub fn is_guarded(&self) -> bool {
        let body = self.query.as_ref().map(|query| &query.body);
        matches!(body, Some(super::Body::Select(select)) if select.filter.is_some())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum OnConflict {
    Nothing(ConflictTarget),
    Update { target: ConflictTarget, set: Vec<Target>, filter: Option<Expr> },
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConflictTarget {
    pub elements: Vec<super::IndexElement>,
    pub filter: Option<Expr>,
    pub constraint: Option<Ident>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub with: With,
    pub table: At<Name>,
    pub only: bool,
    pub alias: Option<Ident>,
    pub set: Vec<Target>,
    pub from: Vec<Source>,
    pub filter: Option<Expr>,
    pub returning: Vec<Target>,
}

impl Update {
    /// `WHERE 1 = 1` keeps nothing back. What is joined may.
    pub fn is_filtered(&self) -> bool {
        !self.from.is_empty() || self.filter.as_ref().is_some_and(|it| !it.is_tautology())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    pub with: With,
    pub table: At<Name>,
    pub only: bool,
    pub alias: Option<Ident>,
    pub using: Vec<Source>,
    pub filter: Option<Expr>,
    pub returning: Vec<Target>,
}

impl Delete {
    /// `WHERE true` keeps nothing back. What is joined may.
    pub fn is_filtered(&self) -> bool {
        !self.using.is_empty() || self.filter.as_ref().is_some_and(|it| !it.is_tautology())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    pub with: With,
    pub table: At<Name>,
    pub only: bool,
    pub alias: Option<Ident>,
    pub source: Source,
    pub on: Expr,
    pub whens: Vec<MergeWhen>,
    pub returning: Vec<Target>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MergeWhen {
    pub action: MergeAction,
    pub condition: Option<Expr>,
    /// what is assigned, or the columns of an INSERT
    pub targets: Vec<Target>,
    pub values: Vec<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeAction {
    Insert,
    Update,
    Delete,
    Nothing,
}

#[derive(Debug, Clone)]
pub struct Copy {
    /// the table, or the query of `COPY (…) TO`
    pub what: Copied,
    /// else TO
    pub from: bool,
    /// `STDIN` or `STDOUT` where it is `None`
    pub file: Option<String>,
    pub program: bool,
    pub parameters: Vec<Parameter>,
    pub filter: Option<Expr>,
}

#[derive(Debug, Clone)]
pub enum Copied {
    Table { table: At<Name>, columns: Vec<Ident> },
    Query(Box<Query>),
}

#[derive(Debug, Clone)]
pub struct Truncate {
    pub tables: Vec<At<Name>>,
    /// for each table, whether ONLY stands before it
    pub only: Vec<bool>,
    pub cascade: bool,
    pub restart_identity: bool,
}
