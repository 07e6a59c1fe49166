//! Expressions: what a default, a check, an index or a query computes, and what it depends on.

use super::{At, Query, TypeName};
use crate::finding::Span;
use crate::statement::{Ident, Name};

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Column(ColumnRef),
    Constant(Constant),
    /// `value::type`, `CAST (value AS type)`, `type 'value'`
    Cast {
        value: Box<Expr>,
        to: Box<TypeName>,
    },
    Call(Box<Call>),
    Operator(Box<Operation>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    /// `IS NULL`, `IS NOT TRUE`, …
    Is {
        value: Box<Expr>,
        test: Test,
    },
    Case {
        value: Option<Box<Expr>>,
        whens: Vec<(Expr, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    Coalesce(Vec<Expr>),
    Greatest(Vec<Expr>),
    Least(Vec<Expr>),
    Array(Vec<Expr>),
    Row(Vec<Expr>),
    /// `value[1].field`
    Part {
        value: Box<Expr>,
        steps: Vec<Step>,
    },
    Collate {
        value: Box<Expr>,
        collation: Name,
    },
    Subquery(Box<Subquery>),
    /// `CURRENT_DATE` and its kin
    Value(SqlValue),
    /// `$1`
    Parameter(i32),
    /// `DEFAULT` in a list of values
    Default,
    /// JSON and XML constructors, GROUPING, MERGE_ACTION, …
    Other {
        /// the name that PostgreSQL gives the column where it is selected: `json_object`; empty where it gives none
        name: &'static str,
        parts: Vec<Expr>,
    },
}

impl Expr {
    /// Whether a WHERE of it keeps nothing back: `true`, `1 = 1`, `id = id`.
    pub fn is_tautology(&self) -> bool {
        match self {
            Expr::Constant(it) => *it == Constant::Bool(true),
            Expr::And(parts) => parts.iter().all(Expr::is_tautology),
            Expr::Or(parts) => parts.iter().any(Expr::is_tautology),
            Expr::Operator(it) if it.kind == OperatorKind::Plain && it.operator.name.as_str() == "=" => {
                match (&it.left, &it.right) {
                    (Some(Expr::Constant(left)), Expr::Constant(right)) => {
                        left == right && *left != Constant::Null
                    }
                    (Some(Expr::Column(left)), Expr::Column(right)) => left.names == right.names,
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

/// `a`, `t.a`, `s.t.a`, `t.*`, `*`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRef {
    /// all names, without the star
    pub names: Vec<Ident>,
    pub star: bool,
    pub span: Span,
}

impl ColumnRef {
    /// The column's own name; `None` for a star.
    pub fn column(&self) -> Option<&Ident> {
        if self.star { None } else { self.names.last() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    Null,
    Bool(bool),
    Integer(i32),
    /// any other number, as it is written
    Number(String),
    Text(String),
    /// `b101` or `x1F`, with the letter
    Bits(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub function: At<Name>,
    pub arguments: Vec<Argument>,
    /// `count(*)`
    pub star: bool,
    pub distinct: bool,
    pub variadic: bool,
    /// expressions of ORDER BY, FILTER and OVER
    pub around: Vec<Expr>,
    pub window: bool,
    /// Written in a way of SQL's own: `EXTRACT (… FROM …)`, `a AT TIME ZONE b`, `OVERLAY (…)`.
    pub sql_syntax: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// `name => value`
    pub name: Option<Ident>,
    pub value: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub kind: OperatorKind,
    /// `=`, `~~`, `pg_catalog.+`
    pub operator: Name,
    /// `None` for a prefix operator
    pub left: Option<Expr>,
    /// A list stands here as [`Expr::Row`].
    pub right: Expr,
    /// where the operator stands
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorKind {
    Plain,
    /// `= ANY (array)`
    Any,
    All,
    Distinct,
    NotDistinct,
    NullIf,
    /// also `NOT IN`, whose operator is `<>`
    In,
    Like,
    Ilike,
    Similar,
    Between,
    NotBetween,
    BetweenSymmetric,
    NotBetweenSymmetric,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    Null,
    NotNull,
    True,
    NotTrue,
    False,
    NotFalse,
    Unknown,
    NotUnknown,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Field(Ident),
    Star,
    Index(Expr),
    Slice(Option<Expr>, Option<Expr>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Subquery {
    pub kind: SubqueryKind,
    /// the left side of `IN (SELECT …)` and `= ANY (SELECT …)`
    pub test: Option<Expr>,
    pub query: Query,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubqueryKind {
    Exists,
    Any,
    All,
    Scalar,
    Array,
    /// `(a, b) = (SELECT …)`
    Row,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlValue {
    CurrentDate,
    CurrentTime(Option<i32>),
    CurrentTimestamp(Option<i32>),
    LocalTime(Option<i32>),
    LocalTimestamp(Option<i32>),
    CurrentRole,
    CurrentUser,
    User,
    SessionUser,
    CurrentCatalog,
    CurrentSchema,
}

impl Expr {
    pub fn is_null(&self) -> bool {
        matches!(self, Expr::Constant(Constant::Null))
    }

    /// The text of a constant, also where it is cast: `'users'::regclass`.
    pub fn text(&self) -> Option<&str> {
        match self {
            Expr::Constant(Constant::Text(text)) => Some(text),
            Expr::Cast { value, .. } => value.text(),
            _ => None,
        }
    }
}
