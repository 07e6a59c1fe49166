//! Queries, as the tree that PostgreSQL's grammar makes of them.

use super::{At, Attribute, Call, Delete, Expr, Insert, Merge, Update};
use crate::statement::{Ident, Name};

#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub with: With,
    pub body: Body,
    /// expressions of ORDER BY, LIMIT and OFFSET
    pub around: Vec<Expr>,
    /// `FOR UPDATE` and its kin
    pub row_locks: Vec<RowLock>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct With {
    pub recursive: bool,
    pub parts: Vec<Cte>,
}

/// One part of a WITH.
#[derive(Debug, Clone, PartialEq)]
pub struct Cte {
    pub name: Ident,
    pub columns: Vec<Ident>,
    pub body: CteBody,
}

#[derive(Debug, Clone, PartialEq)]
pub enum CteBody {
    Query(Box<Query>),
    Insert(Box<Insert>),
    Update(Box<Update>),
    Delete(Box<Delete>),
    Merge(Box<Merge>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Select(Box<Select>),
    Values(Values),
    Set(Box<SetOperation>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// without ON
    pub distinct: bool,
    pub targets: Vec<Target>,
    pub from: Vec<Source>,
    pub filter: Option<Expr>,
    /// expressions of DISTINCT ON, GROUP BY, HAVING and WINDOW
    pub around: Vec<Expr>,
    pub grouped: bool,
}

impl Query {
    /// The calls that it makes once, in order: `SELECT f(), g()`, `SELECT … FROM f()`.
    pub fn calls(&self) -> Vec<&Call> {
        let Body::Select(select) = &self.body else { return Vec::new() };
        let Select { targets, from, filter: None, .. } = &**select else { return Vec::new() };
        match from.as_slice() {
            [] => targets.iter().filter_map(|it| called(&it.value)).collect(),
            [Source::Function { calls, .. }] => calls.iter().filter_map(called).collect(),
            _ => Vec::new(),
        }
    }
}

fn called(it: &Expr) -> Option<&Call> {
    match it {
        Expr::Call(call) => Some(call),
        Expr::Cast { value, .. } | Expr::Part { value, .. } => called(value),
        _ => None,
    }
}

/// One column of a result, or one assignment of an UPDATE.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// the alias, or the column that is assigned
    pub name: Option<Ident>,
    pub value: Expr,
}

/// Rows that are written out. Of a long list only the first row is kept whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    pub rows: usize,
    pub first: Vec<Expr>,
    /// what stands in the other rows and is more than a constant
    pub computed: Vec<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SetOperation {
    pub kind: SetOperationKind,
    pub all: bool,
    pub left: Query,
    pub right: Query,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOperationKind {
    Union,
    Intersect,
    Except,
}

/// What stands in FROM.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    Relation {
        name: At<Name>,
        only: bool,
        alias: Option<Alias>,
    },
    Subquery {
        query: Box<Query>,
        lateral: bool,
        alias: Option<Alias>,
    },
    /// `f(…)`, `ROWS FROM (…)`
    Function {
        calls: Vec<Expr>,
        /// `AS t (a int, b text)`
        columns: Vec<Attribute>,
        ordinality: bool,
        lateral: bool,
        alias: Option<Alias>,
    },
    Join(Box<Join>),
    /// XMLTABLE, JSON_TABLE, with their columns where those are plain
    Table {
        columns: Vec<Attribute>,
        parts: Vec<Expr>,
        alias: Option<Alias>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    pub kind: JoinKind,
    pub natural: bool,
    pub left: Source,
    pub right: Source,
    pub using: Vec<Ident>,
    pub on: Option<Expr>,
    pub alias: Option<Alias>,
}

/// CROSS JOIN is an inner join without a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    Inner,
    Left,
    Right,
    Full,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    pub name: Ident,
    pub columns: Vec<Ident>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLock {
    pub strength: RowLockStrength,
    /// Empty is every relation of the query.
    pub of: Vec<Ident>,
    pub wait: Wait,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLockStrength {
    KeyShare,
    Share,
    NoKeyUpdate,
    Update,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    Block,
    Skip,
    NoWait,
}
