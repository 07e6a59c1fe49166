//! Settings, transactions, and what else a session does.

use super::scene::{Scene, idents, is_on, name, options, parameters, plain, ranges, some};
use crate::statement::{
    CallProcedure, Copied, Copy, Discard, Explain, Ident, Kind, LockMode, LockTable, Object, ObjectRef,
    Other, Prepare, Reindex, ReindexTarget, Set, SetConstraints, SetTo, Transaction, Truncate,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};

pub fn set(it: pb::VariableSetStmt) -> Set {
    use pb::VariableSetKind as K;
    // `SET TRANSACTION …` has options with names.
    let value = |node| match node {
        Node::DefElem(option) => {
            let value = option.arg().and_then(plain).unwrap_or_default();
            Some(format!("{} {value}", option.defname()))
        }
        node => plain(node),
    };
    Set {
        name: it.name().to_ascii_lowercase(),
        to: match it.kind() {
            K::VarSetDefault => SetTo::Default,
            K::VarSetCurrent => SetTo::Current,
            K::VarReset => SetTo::Reset,
            K::VarResetAll => SetTo::ResetAll,
            _ => SetTo::Values(it.args().filter_map(value).collect()),
        },
        local: it.is_local(),
    }
}

pub fn transaction(it: pb::TransactionStmt) -> Transaction {
    use pb::TransactionStmtKind as K;
    let savepoint = || Ident::folded(it.savepoint_name());
    match it.kind() {
        K::TransStmtCommit => Transaction::Commit { chain: it.chain() },
        K::TransStmtRollback => Transaction::Rollback { chain: it.chain() },
        K::TransStmtSavepoint => Transaction::Savepoint(savepoint()),
        K::TransStmtRelease => Transaction::Release(savepoint()),
        K::TransStmtRollbackTo => Transaction::RollbackTo(savepoint()),
        K::TransStmtPrepare => Transaction::Prepare,
        K::TransStmtCommitPrepared => Transaction::CommitPrepared,
        K::TransStmtRollbackPrepared => Transaction::RollbackPrepared,
        _ => Transaction::Begin,
    }
}

pub fn discard(it: pb::DiscardStmt) -> Discard {
    match it.target() {
        pb::DiscardMode::DiscardPlans => Discard::Plans,
        pb::DiscardMode::DiscardSequences => Discard::Sequences,
        pb::DiscardMode::DiscardTemp => Discard::Temporary,
        _ => Discard::All,
    }
}

/// PostgreSQL numbers its lock modes from 1.
fn lock_mode(number: i32) -> LockMode {
    match number {
        1 => LockMode::AccessShare,
        2 => LockMode::RowShare,
        3 => LockMode::RowExclusive,
        4 => LockMode::ShareUpdateExclusive,
        5 => LockMode::Share,
        6 => LockMode::ShareRowExclusive,
        7 => LockMode::Exclusive,
        _ => LockMode::AccessExclusive,
    }
}

impl Scene<'_> {
    pub fn truncate(&self, it: pb::TruncateStmt) -> Kind {
        Kind::Truncate(Truncate {
            tables: self.tables(it.relations()),
            only: ranges(it.relations()).map(|range| !range.inh()).collect(),
            cascade: super::scene::cascades(it.behavior()),
            restart_identity: it.restart_seqs(),
        })
    }

    pub fn lock(&self, it: pb::LockStmt) -> Kind {
        Kind::Lock(LockTable {
            tables: self.tables(it.relations()),
            only: ranges(it.relations()).map(|range| !range.inh()).collect(),
            mode: lock_mode(it.mode()),
            no_wait: it.nowait(),
        })
    }

    pub fn copy(&self, it: pb::CopyStmt) -> Option<Kind> {
        let what = match it.relation() {
            Some(range) => Copied::Table { table: self.table(range), columns: idents(it.attlist()) },
            None => Copied::Query(Box::new(self.query_of(it.query())?)),
        };
        Some(Kind::Copy(Box::new(Copy {
            what,
            from: it.is_from(),
            file: (!it.filename().is_empty()).then(|| it.filename().to_owned()),
            program: it.is_program(),
            parameters: parameters(it.options()),
            filter: it.where_clause().map(|node| self.expr(node)),
        })))
    }

    pub fn reindex(&self, it: pb::ReindexStmt) -> Option<Kind> {
        use pb::ReindexObjectType as T;
        let target = match it.kind() {
            T::ReindexObjectIndex => ReindexTarget::Index(self.table(it.relation()?)),
            T::ReindexObjectTable => ReindexTarget::Table(self.table(it.relation()?)),
            T::ReindexObjectSchema => ReindexTarget::Schema(Ident::folded(it.name())),
            T::ReindexObjectSystem => ReindexTarget::System(some(it.name())),
            _ => ReindexTarget::Database(some(it.name())),
        };
        let concurrently =
            options(it.params()).any(|option| option.defname() == "concurrently" && is_on(option));
        Some(Kind::Reindex(Reindex { target, concurrently, parameters: parameters(it.params()) }))
    }

    pub fn call_procedure(&self, it: pb::CallStmt) -> Option<Kind> {
        Some(Kind::Call(Box::new(CallProcedure { call: self.call(it.funccall()?)? })))
    }

    /// `EXPLAIN (ANALYZE) …`, `EXPLAIN ANALYZE VERBOSE …`
    pub fn explain(&self, it: pb::ExplainStmt) -> Option<Kind> {
        let mut at = 1;
        if self.tokens.text(at) == "(" && !self.tokens.is(at + 1, "select") {
            at = self.tokens.closing(at) + 1;
        }
        while self.tokens.is(at, "analyze") || self.tokens.is(at, "analyse") || self.tokens.is(at, "verbose")
        {
            at += 1;
        }
        let analyze = options(it.options()).any(|option| option.defname() == "analyze" && is_on(option));
        let statement = Box::new(self.inner(it.query()?, at..self.tokens.len()));
        Some(Kind::Explain(Explain { analyze, statement }))
    }

    pub fn prepare(&self, it: pb::PrepareStmt) -> Option<Kind> {
        let mut at = 2;
        if self.tokens.text(at) == "(" {
            at = self.tokens.closing(at) + 1;
        }
        let statement = Box::new(self.inner(it.query()?, at + 1..self.tokens.len()));
        let name = Ident::folded(it.name());
        Some(Kind::Prepare(Prepare { name, types: self.object_types(it.argtypes()), statement }))
    }

    pub fn set_constraints(&self, it: pb::ConstraintsSetStmt) -> Kind {
        let names = it.constraints().filter_map(|node| match node {
            Node::RangeVar(range) => Some(super::scene::name_of(range)),
            Node::List(list) => name(list.items()),
            _ => None,
        });
        Kind::SetConstraints(SetConstraints { names: names.collect(), deferred: it.deferred() })
    }

    /// What has no word of its own; its first words say what it is.
    pub fn unknown(&self, node: Node) -> Kind {
        let is_word = |at: &usize| self.tokens.text(*at).bytes().all(|it| it.is_ascii_alphabetic());
        let words = (0..self.tokens.len().min(3)).take_while(is_word);
        let words: Vec<String> = words.map(|at| self.tokens.text(at).to_ascii_uppercase()).collect();
        Kind::Other(Other { what: words.join(" "), objects: self.touched(node) })
    }

    fn touched(&self, node: Node) -> Vec<ObjectRef> {
        let of = |object, names: Vec<Ident>| {
            let one = |name| ObjectRef { object, name: self.bare_name(name), arguments: None, on: None };
            names.into_iter().map(one).collect()
        };
        let named = |nodes: Nodes| {
            let roles = nodes.filter_map(|node| match node {
                Node::RoleSpec(it) => some(it.rolename()),
                _ => None,
            });
            roles.collect::<Vec<Ident>>()
        };
        match node {
            Node::DropOwnedStmt(it) => of(Object::Role, named(it.roles())),
            Node::ReassignOwnedStmt(it) => of(Object::Role, named(it.roles())),
            Node::AlterTableMoveAllStmt(it) => {
                let both = some(it.orig_tablespacename()).into_iter().chain(some(it.new_tablespacename()));
                of(Object::Tablespace, both.collect())
            }
            Node::AlterSystemStmt(it) => {
                of(Object::Parameter, it.setstmt().and_then(|set| some(set.name())).into_iter().collect())
            }
            _ => Vec::new(),
        }
    }
}
