//! Settings, transactions, maintenance and what else a session does.

use super::{At, Call, Parameter, TypeName};
use crate::finding::Span;
use crate::statement::{Ident, Name, Statement};

/// SET, RESET, `SET LOCAL`.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// As PostgreSQL knows it, in small letters: `search_path`, `timezone`. Empty for `RESET ALL`.
    /// `transaction_isolation` and its kin for `SET TRANSACTION`.
    pub name: String,
    pub to: SetTo,
    pub local: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SetTo {
    /// as they are written, without quotes
    Values(Vec<String>),
    Default,
    /// `FROM CURRENT`
    Current,
    Reset,
    ResetAll,
}

impl Set {
    /// The schemas of `SET search_path = app, public`; `None` for another setting, or where it goes back.
    pub fn search_path(&self) -> Option<Vec<Ident>> {
        match &self.to {
            SetTo::Values(values) if self.name == "search_path" => {
                Some(values.iter().map(|it| Ident::folded(it.as_str())).collect())
            }
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transaction {
    /// with its modes: `isolation level serializable`, `read only`
    Begin,
    Commit {
        chain: bool,
    },
    Rollback {
        chain: bool,
    },
    Savepoint(Ident),
    Release(Ident),
    RollbackTo(Ident),
    /// `PREPARE TRANSACTION`
    Prepare,
    CommitPrepared,
    RollbackPrepared,
}

/// `LOCK TABLE`
#[derive(Debug, Clone)]
pub struct LockTable {
    pub tables: Vec<At<Name>>,
    /// for each table, whether ONLY stands before it
    pub only: Vec<bool>,
    pub mode: LockMode,
    pub no_wait: bool,
}

/// The lock modes of tables, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LockMode {
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

impl LockMode {
    pub const ALL: [LockMode; 8] = [
        LockMode::AccessShare,
        LockMode::RowShare,
        LockMode::RowExclusive,
        LockMode::ShareUpdateExclusive,
        LockMode::Share,
        LockMode::ShareRowExclusive,
        LockMode::Exclusive,
        LockMode::AccessExclusive,
    ];

    /// As PostgreSQL's documentation spells it.
    pub fn words(self) -> &'static str {
        match self {
            LockMode::AccessShare => "ACCESS SHARE",
            LockMode::RowShare => "ROW SHARE",
            LockMode::RowExclusive => "ROW EXCLUSIVE",
            LockMode::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            LockMode::Share => "SHARE",
            LockMode::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            LockMode::Exclusive => "EXCLUSIVE",
            LockMode::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }
}

impl std::fmt::Display for LockMode {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.words())
    }
}

#[derive(Debug, Clone)]
pub struct Refresh {
    pub view: At<Name>,
    pub concurrently: bool,
    pub with_data: bool,
}

#[derive(Debug, Clone)]
pub struct Reindex {
    pub target: ReindexTarget,
    pub concurrently: bool,
    pub parameters: Vec<Parameter>,
}

#[derive(Debug, Clone)]
pub enum ReindexTarget {
    Index(At<Name>),
    Table(At<Name>),
    Schema(Ident),
    /// `None` is the one at hand.
    Database(Option<Ident>),
    System(Option<Ident>),
}

#[derive(Debug, Clone)]
pub struct Cluster {
    /// `None` is every table that was clustered before.
    pub table: Option<At<Name>>,
    pub index: Option<Ident>,
}

/// VACUUM and ANALYZE.
#[derive(Debug, Clone)]
pub struct Vacuum {
    /// else ANALYZE alone
    pub vacuum: bool,
    pub analyze: bool,
    pub full: bool,
    /// Empty is every table.
    pub tables: Vec<At<Name>>,
    pub parameters: Vec<Parameter>,
}

/// `DO`. What it runs is in [`Statement::inner`].
#[derive(Debug, Clone)]
pub struct Do {
    /// `plpgsql` where nothing is said
    pub language: Ident,
    /// Its body holds SQL that could not be read.
    pub dynamic: bool,
    pub unread: Vec<Unread>,
}

/// A part of a body that was not analysed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub span: Span,
    /// one sentence, for a reader of the report
    pub why: String,
}

/// `CALL procedure(…)`
#[derive(Debug, Clone)]
pub struct CallProcedure {
    pub call: Call,
}

#[derive(Debug, Clone)]
pub struct Explain {
    /// ANALYZE runs it.
    pub analyze: bool,
    pub statement: Box<Statement>,
}

/// `PREPARE name AS …`
#[derive(Debug, Clone)]
pub struct Prepare {
    pub name: Ident,
    pub types: Vec<TypeName>,
    pub statement: Box<Statement>,
}

/// `SET CONSTRAINTS`
#[derive(Debug, Clone)]
pub struct SetConstraints {
    /// Empty is ALL.
    pub names: Vec<Name>,
    pub deferred: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discard {
    All,
    Plans,
    Sequences,
    Temporary,
}

#[derive(Debug, Clone)]
pub struct ImportForeignSchema {
    pub server: Ident,
    pub remote: Ident,
    pub into: Ident,
    pub choice: ImportChoice,
}

#[derive(Debug, Clone)]
pub enum ImportChoice {
    All,
    Only(Vec<Ident>),
    Except(Vec<Ident>),
}
