//! A statement and the locks that its transaction holds before it.

use super::Step;
use crate::schema::FullName;
use crate::statement::{Kind, LockMode, Object};
use std::collections::BTreeMap;

/// A statement in its transaction.
pub(crate) struct Holding<'a> {
    pub step: &'a Step<'a>,
    /// Relations in use that earlier statements of the transaction have locked so that others who write wait, at least.
    pub locks: &'a BTreeMap<FullName, LockMode>,
    /// A rule has said already that its own work makes others wait.
    pub blocks: bool,
    /// Earlier statements of the transaction have locked several tables.
    pub several: bool,
    /// An earlier statement of the migration took such a lock without a time limit.
    pub untimed: bool,
    /// `lock_timeout` as it is in force.
    pub timeout: Option<&'a str>,
}

impl<'a> Holding<'a> {
    /// Whether the statement adds, changes or deletes rows.
    pub fn changes_rows(&self) -> bool {
        let kind = &self.step.statement.kind;
        matches!(kind, Kind::Insert(_) | Kind::Update(_) | Kind::Delete(_) | Kind::Merge(_))
    }

    /// The table whose lock keeps out most; among several, one that the statement is about. One that was dropped has
    /// nobody left to wait for it.
    pub fn strongest(&self) -> Option<(&'a FullName, LockMode)> {
        let tables = self.locks.iter().filter(|(name, _)| self.step.before.table_named(name).is_some());
        let own = &self.step.effect().locks;
        tables.map(|(name, mode)| (name, *mode)).max_by_key(|(name, mode)| (*mode, own.contains_key(*name)))
    }

    /// A table that is locked whole, and one that the statement locks whole on top.
    pub fn second_table(&self) -> Option<(&'a FullName, &'a FullName)> {
        let whole =
            |it: &(&'a FullName, &'a LockMode)| *it.1 == LockMode::AccessExclusive && self.is_table(it.0);
        let (first, _) = self.locks.iter().find(whole)?;
        let mut locks = self.step.effect().locks.iter().filter(|it| !self.locks.contains_key(it.0));
        Some((first, locks.find(whole)?.0))
    }

    /// Whether it is a table, as far as that is known: only tables are altered as tables.
    fn is_table(&self, name: &FullName) -> bool {
        match &self.step.statement.kind {
            Kind::AlterTable(it)
                if it.object == Object::Table && self.step.full(&it.table.value) == *name =>
            {
                true
            }
            _ => self.step.before.table_named(name).is_some(),
        }
    }
}
