//! Tables, their columns and their constraints.

use super::{At, Expr, IndexElement, Object, Parameter, Query, SequenceOptions, TypeName};
use crate::finding::Span;
use crate::statement::{Ident, Name};

/// `CREATE TABLE`, `CREATE FOREIGN TABLE`, `CREATE TABLE AS`, `SELECT … INTO`.
#[derive(Debug, Clone)]
pub struct CreateTable {
    pub table: At<Name>,
    pub if_not_exists: bool,
    pub persistence: Persistence,
    pub columns: Vec<Column>,
    /// those of the table and of its columns, in the order in which they are written
    pub constraints: Vec<Constraint>,
    pub like: Vec<Like>,
    pub inherits: Vec<At<Name>>,
    pub partition_of: Option<PartitionOf>,
    pub partition_by: Option<PartitionBy>,
    /// `OF type`
    pub of_type: Option<TypeName>,
    pub filled_by: Option<FilledBy>,
    pub foreign: Option<Foreign>,
    pub on_commit: OnCommit,
    pub parameters: Vec<Parameter>,
    pub tablespace: Option<Ident>,
    pub access_method: Option<Ident>,
}

impl CreateTable {
    pub fn is_temporary(&self) -> bool {
        self.persistence == Persistence::Temporary
    }

    /// Some columns come from elsewhere: LIKE, INHERITS, PARTITION OF, OF, AS SELECT.
    pub fn is_open(&self) -> bool {
        !self.like.is_empty()
            || !self.inherits.is_empty()
            || self.partition_of.is_some()
            || self.of_type.is_some()
            || self.filled_by.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persistence {
    Permanent,
    Unlogged,
    Temporary,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnCommit {
    /// Nothing is said, which is the same.
    PreserveRows,
    DeleteRows,
    Drop,
}

/// `LIKE table INCLUDING …`
#[derive(Debug, Clone)]
pub struct Like {
    pub table: At<Name>,
    /// How many columns of the list stand before it, and how many constraints.
    pub after_columns: usize,
    pub after_constraints: usize,
    pub including: Including,
}

/// What a LIKE takes over besides names, types and NOT NULL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Including {
    pub comments: bool,
    pub compression: bool,
    pub constraints: bool,
    pub defaults: bool,
    pub generated: bool,
    pub identity: bool,
    pub indexes: bool,
    pub statistics: bool,
    pub storage: bool,
}

#[derive(Debug, Clone)]
pub struct PartitionOf {
    pub parent: At<Name>,
    pub bounds: Bounds,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Bounds {
    Default,
    /// `FOR VALUES IN (…)`
    In(Vec<Expr>),
    /// `FOR VALUES FROM (…) TO (…)`
    FromTo(Vec<Bound>, Vec<Bound>),
    /// `FOR VALUES WITH (MODULUS m, REMAINDER r)`
    Hash {
        modulus: i32,
        remainder: i32,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    Minimum,
    Value(Expr),
    Maximum,
}

#[derive(Debug, Clone)]
pub struct PartitionBy {
    pub strategy: Strategy,
    pub keys: Vec<PartitionKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Range,
    List,
    Hash,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PartitionKey {
    /// A plain column is [`Expr::Column`].
    pub value: Expr,
    pub collation: Option<Name>,
    pub operator_class: Option<Name>,
}

/// The query of `CREATE TABLE AS`.
#[derive(Debug, Clone)]
pub struct FilledBy {
    /// `None` for `EXECUTE`, whose result only the session knows
    pub query: Option<Query>,
    pub columns: Vec<Ident>,
    pub with_data: bool,
}

#[derive(Debug, Clone)]
pub struct Foreign {
    pub server: Ident,
    pub options: Vec<Parameter>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub name: At<Ident>,
    /// `None` in `OF type` and `PARTITION OF`, which only add to a column that is there
    pub data_type: Option<TypeName>,
    /// said, or implied by a primary key, an identity or `serial`
    pub not_null: bool,
    /// `DEFAULT NULL` stands here too.
    pub default: Option<Expr>,
    pub identity: Option<Identity>,
    pub generated: Option<Generated>,
    pub collation: Option<Name>,
    pub storage: Option<Ident>,
    pub compression: Option<Ident>,
    /// `OPTIONS (…)` of a foreign table's column
    pub options: Vec<Parameter>,
}

impl Column {
    /// A default that gives more than NULL.
    pub fn has_default(&self) -> bool {
        self.default.as_ref().is_some_and(|it| !it.is_null())
    }

    pub fn is_serial(&self) -> bool {
        self.data_type.as_ref().is_some_and(|it| it.serial().is_some())
    }

    /// Filled by PostgreSQL itself: identity, serial or generated.
    pub fn is_filled(&self) -> bool {
        self.identity.is_some() || self.generated.is_some() || self.is_serial()
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// `ALWAYS`, else `BY DEFAULT`
    pub always: bool,
    pub sequence: SequenceOptions,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    pub value: Expr,
    /// else virtual
    pub stored: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    pub name: Option<Ident>,
    pub kind: ConstraintKind,
    /// the words that say what it is, without its name: `FOREIGN KEY (a, b)`
    pub span: Span,
    /// Stands behind a column.
    pub on_column: bool,
    pub not_valid: bool,
    pub deferrable: bool,
    pub initially_deferred: bool,
    pub no_inherit: bool,
    pub not_enforced: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ConstraintKind {
    PrimaryKey {
        columns: Vec<Ident>,
        using: Option<Ident>,
        index: KeyIndex,
    },
    Unique {
        columns: Vec<Ident>,
        using: Option<Ident>,
        index: KeyIndex,
    },
    ForeignKey {
        columns: Vec<Ident>,
        target: Name,
        target_columns: Vec<Ident>,
        rest: Reference,
    },
    /// `columns`: those that it speaks of, each once, in the order of their first use
    Check {
        columns: Vec<Ident>,
        condition: Expr,
    },
    Exclusion(Box<Exclusion>),
    NotNull {
        column: Ident,
    },
}

/// The index behind a key, as far as its constraint says more than the columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyIndex {
    pub include: Vec<Ident>,
    pub nulls_not_distinct: bool,
    pub without_overlaps: bool,
    pub parameters: Vec<Parameter>,
    pub tablespace: Option<Ident>,
}

/// What a foreign key says besides columns and target.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// the words of the target table's name
    pub target: Span,
    pub on_update: ReferenceAction,
    pub on_delete: ReferenceAction,
    /// `ON DELETE SET NULL (a, b)`
    pub delete_columns: Vec<Ident>,
    pub match_full: bool,
    /// `PERIOD` stands before the last column.
    pub period: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceAction {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// `gist` where nothing is said
    pub method: Ident,
    pub elements: Vec<(IndexElement, Name)>,
    pub filter: Option<Expr>,
    pub index: KeyIndex,
}

/// `CREATE VIEW`, `CREATE MATERIALIZED VIEW`.
#[derive(Debug, Clone)]
pub struct CreateView {
    pub view: At<Name>,
    /// [`Object::View`] or [`Object::MaterializedView`]
    pub object: Object,
    pub or_replace: bool,
    pub if_not_exists: bool,
    pub temporary: bool,
    pub columns: Vec<Ident>,
    pub query: Query,
    pub check_option: Option<CheckOption>,
    pub parameters: Vec<Parameter>,
    /// materialized views only
    pub with_data: bool,
    pub tablespace: Option<Ident>,
    pub access_method: Option<Ident>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOption {
    Local,
    Cascaded,
}
