//! What a statement says, in our own words. The grammar's trees end here: rules and the schema know only this.

mod alter;
mod create;
mod do_body;
mod names;
mod read;
mod role;
mod tokens;

use crate::finding::Span;

pub use names::{Ident, Name};
pub use read::{Reader, SyntaxError};
pub use role::TransactionRole;

/// One statement of a file.
#[derive(Debug, Clone)]
pub struct Statement {
    /// its bytes in the file, without the semicolon
    pub span: Span,
    /// one line for lists: `ALTER TABLE users DROP COLUMN legacy_ref`
    pub title: String,
    pub role: TransactionRole,
    pub kind: Kind,
    /// Stands in the body of a `DO` block, where it may or may not run.
    pub in_do: bool,
    /// The statements in the body of a `DO` block; empty for every other kind.
    pub inner: Vec<Statement>,
}

/// A value and the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum Kind {
    CreateTable(CreateTable),
    AlterTable(AlterTable),
    CreateIndex(CreateIndex),
    CreateType(CreateType),
    /// a view, a function, a sequence, …
    CreateOther(CreateOther),
    Drop(Drop),
    Rename(Rename),
    /// `ALTER TYPE … ADD VALUE`
    AddEnumValue {
        name: Name,
        value: String,
        if_not_exists: bool,
    },
    Insert {
        table: At<Name>,
        on_conflict: bool,
        guarded: bool,
    },
    Update {
        table: At<Name>,
        filtered: bool,
    },
    Delete {
        table: At<Name>,
        filtered: bool,
    },
    Truncate {
        tables: Vec<At<Name>>,
        cascade: bool,
    },
    /// `SET search_path = app, public`
    SearchPath(Vec<Ident>),
    /// `dynamic` where its body holds SQL that could not be read: `EXECUTE`, another language.
    Do {
        dynamic: bool,
    },
    Transaction,
    Other,
}

#[derive(Debug, Clone)]
pub struct CreateTable {
    pub table: At<Name>,
    pub if_not_exists: bool,
    pub temporary: bool,
    pub columns: Vec<Column>,
    pub constraints: Vec<Constraint>,
    /// Some columns come from elsewhere: LIKE, INHERITS, PARTITION OF, AS SELECT.
    pub open: bool,
    pub partitioned: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: At<Ident>,
    /// as `format_type` would print the usual ones: `bigint`, `character varying(50)`
    pub data_type: String,
    pub not_null: bool,
    pub default: bool,
    /// identity, serial or generated: filled by PostgreSQL itself
    pub filled: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    pub name: Option<Ident>,
    pub kind: ConstraintKind,
    pub span: Span,
    pub not_valid: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConstraintKind {
    PrimaryKey { columns: Vec<Ident>, using: Option<Ident> },
    Unique { columns: Vec<Ident>, using: Option<Ident> },
    ForeignKey { columns: Vec<Ident>, target: Name, target_columns: Vec<Ident> },
    Check { columns: Vec<Ident> },
    Exclusion,
}

#[derive(Debug, Clone)]
pub struct AlterTable {
    pub table: At<Name>,
    pub if_exists: bool,
    pub actions: Vec<Action>,
}

/// One part of an `ALTER TABLE`, with its words.
#[derive(Debug, Clone)]
pub struct Action {
    pub span: Span,
    pub kind: ActionKind,
}

#[derive(Debug, Clone)]
pub enum ActionKind {
    AddColumn { column: Column, constraints: Vec<Constraint>, if_not_exists: bool },
    DropColumn { column: At<Ident>, if_exists: bool, cascade: bool },
    AlterType { column: At<Ident>, data_type: String },
    SetDefault { column: Ident, present: bool },
    SetNotNull { column: At<Ident> },
    DropNotNull { column: Ident },
    AddIdentity { column: Ident },
    AddConstraint(Constraint),
    DropConstraint { name: At<Ident>, if_exists: bool },
    ValidateConstraint { name: Ident },
    Other,
}

#[derive(Debug, Clone)]
pub struct CreateIndex {
    pub name: Option<Ident>,
    pub table: At<Name>,
    /// `None` is an expression.
    pub columns: Vec<Option<Ident>>,
    pub unique: bool,
    pub partial: bool,
    pub concurrently: bool,
    pub if_not_exists: bool,
    /// the words `CREATE [UNIQUE] INDEX`
    pub keyword: Span,
}

#[derive(Debug, Clone)]
pub struct CreateType {
    pub name: At<Name>,
    /// the labels of an enum; `None` for other types
    pub labels: Option<Vec<String>>,
}

#[derive(Debug, Clone)]
pub struct CreateOther {
    pub what: &'static str,
    /// `OR REPLACE` or `IF NOT EXISTS` stands there.
    pub repeatable: bool,
    /// What would make it repeatable; empty where PostgreSQL has no such words.
    pub remedy: &'static str,
    /// `None` where it has no name of its own to point at.
    pub name: Option<At<Name>>,
}

#[derive(Debug, Clone)]
pub struct Drop {
    pub object: Object,
    /// the same in words, and for what `object` has no word for
    pub what: String,
    pub names: Vec<At<Name>>,
    pub if_exists: bool,
    pub cascade: bool,
    pub concurrently: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    Table,
    Index,
    Type,
    Domain,
    View,
    MaterializedView,
    Sequence,
    Schema,
    Other,
}

#[derive(Debug, Clone)]
pub struct Rename {
    pub what: Renamed,
    pub to: At<Ident>,
}

#[derive(Debug, Clone)]
pub enum Renamed {
    Table(Name),
    Column {
        table: Name,
        column: Ident,
    },
    Constraint {
        table: Name,
        constraint: Ident,
    },
    Index(Name),
    Type(Name),
    /// a table, index or type that moves to the schema `to`
    Schema(Object, Name),
    Other,
}
