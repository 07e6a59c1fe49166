//! What the rules about locks have in common: words for what is done, and for who waits meanwhile.

use super::{Found, Step};
use crate::effect::{Task, Work};
use crate::finding::Severity;
use crate::schema::FullName;
use crate::statement::{Kind, LockMode, Name, ReindexTarget};

impl Step<'_> {
    /// The table that a statement is about, where it is about one.
    fn subject(&self) -> Option<&Name> {
        match &self.statement.kind {
            Kind::AlterTable(it) => Some(&it.table.value),
            Kind::CreateIndex(it) => Some(&it.table.value),
            Kind::Reindex(it) => match &it.target {
                ReindexTarget::Table(name) => Some(&name.value),
                _ => None,
            },
            _ => None,
        }
    }

    /// What people call the table that work is done on: the one that the statement names, where that is the whole that
    /// it belongs to. `None` is many tables.
    pub fn worked_on(&self, work: &Work) -> Option<FullName> {
        let on = work.on.clone()?;
        let whole = self.subject().filter(|name| !work.is_apart() && self.is_partitioned(name));
        Some(whole.map_or(on, |name| self.full(name)))
    }

    pub fn is_partitioned(&self, table: &Name) -> bool {
        self.before.table(table).is_some_and(|it| it.is_partitioned())
    }
}

/// What cannot be done while a lock of this mode is held.
pub fn nobody(mode: LockMode) -> &'static str {
    match mode {
        LockMode::AccessExclusive => "read or write",
        _ => "write to",
    }
}

/// That work is done on a table while others wait for its lock. A warning at most where it may be none.
pub fn blocked(step: &Step, work: &Work, why: &str, instead: &str) -> Found {
    let table = step.worked_on(work);
    let (name, it) = match &table {
        Some(table) => (format!("`{table}`"), "it"),
        None => ("many tables".to_owned(), "them"),
    };
    let task = match work.task {
        _ if work.is_doubtful() => "may rewrite",
        Task::Scan => "reads every row of",
        Task::Build => "builds an index on",
        Task::Rewrite => "rewrites",
    };
    let found = Found::new(
        work.span,
        format!("This {task} {name} while nobody can {} {it}.", nobody(work.mode)),
        format!("{why} The lock is {}, kept until the transaction ends.", work.mode),
        instead,
    );
    let found = found.at_most(if work.is_doubtful() { Severity::Warning } else { Severity::Error });
    match table {
        Some(table) => found.about(table),
        None => found,
    }
}
