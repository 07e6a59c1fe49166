//! What a statement does to the database while it runs: the lock on every relation that it touches, what it rewrites,
//! what it reads from end to end, which indexes it builds, whether it may stand in a transaction, and for whom it
//! waits. For PostgreSQL 13 to 18, as observed on real servers; `docs/proof.md` holds each claim beside them.

mod add_column;
mod alter;
mod alter_type;
mod constraint;
mod create;
mod drop;
mod index;
mod lookup;
mod object;
mod parts;
mod rows;
mod scene;
mod unknown;
mod work;

use crate::schema::{FullName, Schema};
use crate::statement::{LockMode, Name, Statement, TransactionRole};
use scene::Scene;
use std::collections::{BTreeMap, BTreeSet};

pub use work::{Task, Why, Work};

/// What one statement does. Relations that it creates itself are left out: nobody else can see them yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// What it does that takes the longer the larger a table is, and why.
    pub work: Vec<Work>,
    /// the strongest lock on each relation
    pub locks: BTreeMap<FullName, LockMode>,
    /// Locks that it takes only where there are rows: foreign keys that are looked up, partitions that are written.
    pub row_locks: BTreeMap<FullName, LockMode>,
    /// Relations that get a new file: tables, materialized views, sequences, and indexes that are built again.
    pub rewrites: BTreeSet<FullName>,
    /// tables on which it builds an index of a new name
    pub builds: BTreeSet<FullName>,
    /// tables that it reads from end to end
    pub scans: BTreeSet<FullName>,
    /// tables that it reads as the planner chooses: by an index or from end to end
    pub reads: BTreeSet<FullName>,
    /// PostgreSQL refuses it in a transaction block (25001).
    pub outside_only: bool,
    pub waits: Option<Waits>,
    /// SQLSTATEs, or classes of two characters, with which it fails where the rows do not fit.
    pub row_errors: BTreeSet<&'static str>,
    /// It runs code that was not read, which may do more.
    pub open: bool,
}

impl Effect {
    /// Without relations that the migration of this number created: nobody else uses them yet.
    pub fn seen_by_others(mut self, before: &Schema, migration: usize) -> Effect {
        self.leave(|name| is_older(name, before, migration));
        self
    }

    /// Keeps what is about these relations.
    pub fn leave(&mut self, stays: impl Fn(&FullName) -> bool) {
        keep_locks(&mut self.locks, &|name, _| stays(name));
        keep_locks(&mut self.row_locks, &|name, _| stays(name));
        self.work.retain(|it| it.on.as_ref().is_none_or(&stays));
        for names in [&mut self.rewrites, &mut self.builds, &mut self.scans, &mut self.reads] {
            keep_names(names, &stays);
        }
    }
}

/// Makes the map anew: taking out of one is much code, and most stay.
fn keep_locks(locks: &mut BTreeMap<FullName, LockMode>, stays: &dyn Fn(&FullName, LockMode) -> bool) {
    for (name, mode) in std::mem::take(locks) {
        if stays(&name, mode) {
            locks.insert(name, mode);
        }
    }
}

fn keep_names(names: &mut BTreeSet<FullName>, stays: &dyn Fn(&FullName) -> bool) {
    for name in std::mem::take(names) {
        if stays(&name) {
            names.insert(name);
        }
    }
}

/// Whether a relation was there before the migration of this number.
pub fn is_older(name: &FullName, before: &Schema, migration: usize) -> bool {
    let name = Name { schema: Some(name.schema.clone()), name: name.name.clone() };
    let object = before.relation_id(&name).and_then(|id| before.catalog.get(id));
    object.and_then(|it| it.born).is_none_or(|it| it.migration != migration)
}

/// Whose end a statement waits for, besides those who hold a lock that conflicts with its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// every transaction of the database with an older snapshot, whatever it reads
    Snapshots,
    /// every transaction that uses the table
    Users,
}

/// What a statement does on a server of this major version, with the schema as it is before it.
pub fn of(statement: &Statement, before: &Schema, postgres: u16) -> Effect {
    let mut scene = Scene::new(before, postgres);
    scene.effect.outside_only = statement.role == TransactionRole::OutsideOnly;
    parts::see(&mut scene, statement);
    statement.inner.iter().for_each(|inner| parts::see(&mut scene, inner));
    scene.finish()
}

/// The same without what the statements do that stand in it.
pub fn own(statement: &Statement, before: &Schema, postgres: u16) -> Effect {
    let mut scene = Scene::new(before, postgres);
    scene.effect.outside_only = statement.role == TransactionRole::OutsideOnly;
    parts::see(&mut scene, statement);
    scene.finish()
}

#[cfg(test)]
mod tests;
