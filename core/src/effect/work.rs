//! Work that takes the longer the larger a table is, and why a statement does it.

use super::scene::Scene;
use crate::finding::Span;
use crate::schema::FullName;
use crate::schema::catalog::{Id, Volatility};
use crate::statement::{ActionKind, Column, Constraint, ConstraintKind, LockMode};

/// One piece of such work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    pub task: Task,
    pub why: Why,
    /// the words that ask for it
    pub span: Span,
    /// The table, or the materialized view. `None` is every table of a schema or of the database.
    pub on: Option<FullName>,
    /// how it is locked meanwhile
    pub mode: LockMode,
}

/// What is done, the lightest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// each row is read
    Scan,
    /// an index is built
    Build,
    /// the table gets a new file
    Rewrite,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    // A new column has a value of its own in each row.
    VolatileDefault,
    /// The default calls a function that is not known.
    UnknownDefault,
    Serial,
    Identity,
    StoredColumn,
    ConstrainedDomain,
    // A column that is there.
    TypeChange,
    /// The type that it has is not known, and it may be one that needs nothing.
    TypeChangePerhaps,
    Expression,
    NotNull,
    // A constraint.
    Check,
    ForeignKey,
    Key,
    Exclusion,
    Domain,
    /// `VALIDATE CONSTRAINT`
    Validation,
    // A table.
    Persistence,
    AccessMethod,
    Tablespace,
    Cluster,
    VacuumFull,
    Index,
    Reindex,
    /// the bounds of a new partition, held against its rows
    Bounds,
    /// the same, against the rows of the default partition
    DefaultPartition,
    Refresh,
    RefreshConcurrently,
}

impl Work {
    /// The words that ask for it name the very table that it is done on.
    pub fn is_apart(&self) -> bool {
        matches!(self.why, Why::Bounds | Why::DefaultPartition)
    }

    /// It may turn out that there is nothing to do.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.why, Why::UnknownDefault | Why::TypeChangePerhaps)
    }

    /// Others wait for it who change rows, at least.
    pub fn blocks(&self) -> bool {
        self.mode >= LockMode::Share
    }
}

impl Why {
    /// Why a new column makes each row be written.
    pub fn of_column(scene: &Scene, it: &Column) -> Option<Why> {
        let volatility = it.default.as_ref().map(|it| scene.schema.volatility(it));
        let constrained = || it.data_type.as_ref().is_some_and(|it| scene.is_constrained(it));
        match () {
            () if it.generated.as_ref().is_some_and(|it| it.stored) => Some(Why::StoredColumn),
            () if it.identity.is_some() => Some(Why::Identity),
            () if it.is_serial() => Some(Why::Serial),
            () if volatility == Some(Volatility::Volatile) => Some(Why::VolatileDefault),
            () if constrained() => Some(Why::ConstrainedDomain),
            () if volatility == Some(Volatility::Unknown) => Some(Why::UnknownDefault),
            () => None,
        }
    }

    pub fn of_constraint(it: &Constraint) -> Why {
        match it.kind {
            ConstraintKind::Check { .. } => Why::Check,
            ConstraintKind::NotNull { .. } => Why::NotNull,
            ConstraintKind::ForeignKey { .. } => Why::ForeignKey,
            ConstraintKind::PrimaryKey { using: Some(_), .. } => Why::NotNull,
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } => Why::Key,
            ConstraintKind::Exclusion(_) => Why::Exclusion,
        }
    }

    /// What a part of ALTER TABLE is the reason for; columns and constraints that it adds know more themselves.
    pub fn of_action(it: &ActionKind, span: Span) -> Option<(Why, Span)> {
        match it {
            ActionKind::AlterType(it) => Some((Why::TypeChange, it.column.span)),
            ActionKind::SetExpression { column, .. } => Some((Why::Expression, column.span)),
            ActionKind::SetNotNull { column } => Some((Why::NotNull, column.span)),
            ActionKind::AlterConstraint(it) => Some((Why::ForeignKey, it.name.span)),
            ActionKind::ValidateConstraint { name } => Some((Why::Validation, name.span)),
            ActionKind::SetLogged | ActionKind::SetUnlogged => Some((Why::Persistence, span)),
            ActionKind::SetAccessMethod(_) => Some((Why::AccessMethod, span)),
            ActionKind::SetTablespace(_) => Some((Why::Tablespace, span)),
            ActionKind::AttachPartition { partition, .. } => Some((Why::Bounds, partition.span)),
            _ => None,
        }
    }
}

impl Scene<'_> {
    /// Says why the work that follows is done.
    pub fn because(&mut self, why: Why, span: Span) {
        self.cause = Some((why, span));
    }

    /// Notes a piece of work. The heaviest on one table for one reason stands for all.
    pub fn work(&mut self, on: Option<FullName>, task: Task) {
        let Some((why, span)) = self.cause else { return };
        let mut known = self.effect.work.iter_mut();
        match known.find(|it| it.on == on && (it.why, it.span) == (why, span)) {
            Some(it) => it.task = it.task.max(task),
            None => self.effect.work.push(Work { task, why, span, on, mode: LockMode::AccessShare }),
        }
    }

    /// The same on a partitioned table of which no partition is known: others may have made some.
    pub fn work_below(&mut self, id: Id, task: Task) {
        if self.is_partitioned(id) && self.children(id).is_empty() {
            self.work(self.name(id), task);
        }
    }

    /// Work on all that a schema or the database holds.
    pub fn work_on_all(&mut self, why: Why, task: Task, mode: LockMode) {
        let span = self.cause.map_or(self.span, |(_, span)| span);
        self.effect.work.push(Work { task, why, span, on: None, mode });
    }

    /// What is known of work on a relation that no statement made.
    pub fn work_unseen(&mut self, on: FullName, task: Task) {
        self.work(Some(on.clone()), task);
        match task {
            Task::Rewrite => self.effect.rewrites.insert(on.clone()),
            Task::Build => self.effect.builds.insert(on.clone()),
            Task::Scan => false,
        };
        self.effect.scans.insert(on);
    }
}
