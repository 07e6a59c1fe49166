//! Relations: whatever has columns, and indexes, sequences and constraints.

use super::{DataType, ForeignKey, Id};
use crate::statement::{Bounds, Ident, Persistence, Strategy};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub kind: RelationKind,
    /// in the order of their numbers; dropped ones are gone
    pub columns: Vec<Rc<Column>>,
    /// The highest number that a column ever had.
    pub last_number: u16,
    pub persistence: Persistence,
    pub partitioned: Option<Partitioning>,
    /// The table that it is a partition of.
    pub partition_of: Option<Id>,
    /// a default partition
    pub is_default: bool,
    /// of a partition, where they are known
    pub bounds: Option<Rc<Bounds>>,
    /// What it inherits from, in the order written.
    pub inherits: Vec<Id>,
    pub row_security: bool,
    pub force_row_security: bool,
    /// It may have columns that are not known.
    pub open: bool,
    /// for a materialized view: it holds rows, so not `WITH NO DATA`
    pub populated: bool,
    /// ON COMMIT DROP
    pub drop_on_commit: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    Table,
    View,
    MaterializedView,
    Foreign,
    Composite,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Partitioning {
    pub strategy: Strategy,
    /// numbers of columns; `None` is an expression
    pub columns: Vec<Option<u16>>,
}

impl Relation {
    pub fn new(kind: RelationKind) -> Relation {
        Relation {
            kind,
            columns: Vec::new(),
            last_number: 0,
            persistence: Persistence::Permanent,
            partitioned: None,
            partition_of: None,
            is_default: false,
            bounds: None,
            inherits: Vec::new(),
            row_security: false,
            force_row_security: false,
            open: false,
            populated: true,
            drop_on_commit: false,
        }
    }

    /// A table, whether partitioned or not.
    pub fn is_table(&self) -> bool {
        self.kind == RelationKind::Table
    }

    pub fn column(&self, name: &Ident) -> Option<&Column> {
        self.columns.iter().find(|it| it.name == *name).map(Rc::as_ref)
    }

    pub fn numbered(&self, number: u16) -> Option<&Column> {
        self.columns.iter().find(|it| it.number == number).map(Rc::as_ref)
    }

    pub fn numbered_mut(&mut self, number: u16) -> Option<&mut Column> {
        self.columns.iter_mut().find(|it| it.number == number).map(Rc::make_mut)
    }

    /// Adds a column behind the others and gives it its number.
    pub fn push(&mut self, column: Column) -> u16 {
        self.last_number = self.last_number.saturating_add(1);
        self.columns.push(Rc::new(Column { number: self.last_number, ..column }));
        self.last_number
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// As `attnum`: it stays when others are dropped, and is never used again.
    pub number: u16,
    pub name: Ident,
    pub data_type: DataType,
    pub not_null: bool,
    /// The name of its not-null constraint, from PostgreSQL 18 on.
    pub not_null_name: Option<Ident>,
    /// It was added NOT VALID, from PostgreSQL 18 on.
    pub not_null_not_valid: bool,
    /// also the expression of a generated column
    pub default: Option<Rc<Expression>>,
    pub identity: Option<Identity>,
    pub generated: Option<Generated>,
    /// `None` is the type's own.
    pub collation: Option<Ident>,
    /// How many parents it comes from.
    pub inherited: u16,
    /// Declared here too, or only here.
    pub local: bool,
    pub comment: bool,
}

impl Column {
    pub fn new(name: Ident, data_type: DataType) -> Column {
        Column {
            number: 0,
            name,
            data_type,
            not_null: false,
            not_null_name: None,
            not_null_not_valid: false,
            default: None,
            identity: None,
            generated: None,
            collation: None,
            inherited: 0,
            local: true,
            comment: false,
        }
    }
}

/// What is kept of an expression; what it depends on lies in the catalog's edges.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expression {
    /// `None` where that is not known
    pub data_type: Option<DataType>,
    pub volatility: Volatility,
    /// Numbers of the columns of its own table that it reads.
    pub columns: Vec<u16>,
    /// Those of them that stand beside a number at an operator.
    pub counts: Vec<u16>,
    /// For a CHECK or a predicate: the columns that are not null in every row that it is true of.
    pub proves_not_null: Vec<u16>,
    /// NULL and nothing else
    pub null: bool,
    /// what a column that it makes is called: `lower`; `None` where PostgreSQL has no name for it
    pub name: Option<Ident>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volatility {
    #[default]
    Immutable,
    Stable,
    /// of a function that is not known
    Unknown,
    Volatile,
}

impl Volatility {
    /// Where PostgreSQL asks for what is immutable, it is refused.
    pub fn varies(self) -> bool {
        matches!(self, Volatility::Stable | Volatility::Volatile)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    Always,
    ByDefault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generated {
    Stored,
    Virtual,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    pub table: Id,
    /// `btree`, `gin`, …
    pub method: Ident,
    pub elements: Vec<Element>,
    /// numbers of the columns of INCLUDE
    pub include: Vec<u16>,
    pub unique: bool,
    pub nulls_not_distinct: bool,
    pub predicate: Option<Rc<Expression>>,
    pub valid: bool,
    /// The key or exclusion constraint that it is the inside of.
    pub constraint: Option<Id>,
    /// On a partition: the index of the partitioned table that it belongs to.
    pub parent: Option<Id>,
    /// The table's rows are told apart by it in logical replication.
    pub replica_identity: bool,
    pub clustered: bool,
}

impl Index {
    /// The numbers of its key columns; `None` is an expression.
    pub fn columns(&self) -> impl Iterator<Item = Option<u16>> + '_ {
        self.elements.iter().map(|it| it.column)
    }

    /// What it computes, its predicate included.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.elements.iter().filter_map(|it| it.expression.as_deref()).chain(self.predicate.as_deref())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// `None` is an expression.
    pub column: Option<u16>,
    pub expression: Option<Rc<Expression>>,
    /// `None` is the column's own.
    pub collation: Option<Ident>,
    /// `None` is the type's own.
    pub operator_class: Option<Ident>,
    pub descending: bool,
    pub nulls_first: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    pub data_type: DataType,
    pub persistence: Persistence,
    /// the column that it goes with
    pub owned_by: Option<(Id, u16)>,
    /// the inside of an identity column
    pub identity: bool,
}

/// Below a table or a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    pub kind: ConstraintKind,
    /// numbers of columns of its table
    pub columns: Vec<u16>,
    /// the index of a key or exclusion constraint
    pub index: Option<Id>,
    pub deferrable: bool,
    pub initially_deferred: bool,
    /// not NOT VALID
    pub valid: bool,
    pub enforced: bool,
    pub no_inherit: bool,
    /// How many parents it comes from.
    pub inherited: u16,
    pub local: bool,
    /// On a partition: the constraint of the partitioned table that it belongs to.
    pub parent: Option<Id>,
}

impl Constraint {
    /// The table that a foreign key points at.
    pub fn points_at(&self) -> Option<Id> {
        match &self.kind {
            ConstraintKind::ForeignKey(key) => Some(key.target),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum ConstraintKind {
    PrimaryKey,
    Unique,
    ForeignKey(ForeignKey),
    Check(Rc<Expression>),
    Exclusion,
    /// `CREATE CONSTRAINT TRIGGER`, which is no line of the facts
    Trigger,
}
