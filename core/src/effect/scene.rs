//! The schema before a statement, and what the statement was found to do so far.

use super::work::{Task, Why};
use super::{Effect, keep_locks, keep_names};
use crate::finding::Span;
use crate::schema::catalog::{
    Body, Catalog, Column, Constraint, ConstraintKind, Edge, Id, Index, Link, Object, Relation, RelationKind,
};
use crate::schema::{FullName, Schema};
use crate::statement::{At, LockMode, Name};
use std::collections::BTreeSet;

pub struct Scene<'a> {
    pub schema: &'a Schema,
    pub catalog: &'a Catalog,
    pub postgres: u16,
    pub effect: Effect,
    /// the whole statement
    pub span: Span,
    /// why the work that follows is done, and the words that ask for it
    pub cause: Option<(Why, Span)>,
}

impl<'a> Scene<'a> {
    pub fn new(schema: &'a Schema, postgres: u16) -> Scene<'a> {
        let span = Span { start: 0, end: 0 };
        Scene { schema, catalog: &schema.catalog, postgres, effect: Effect::default(), span, cause: None }
    }

    /// A lock that is taken for certain needs no second word about rows.
    pub fn finish(mut self) -> Effect {
        let locks = &self.effect.locks;
        keep_locks(&mut self.effect.row_locks, &|name, mode| locks.get(name).is_none_or(|held| *held < mode));
        for it in &mut self.effect.work {
            let held = it.on.as_ref().and_then(|name| locks.get(name));
            it.mode = held.map_or(it.mode, |held| it.mode.max(*held));
        }
        let scans = &self.effect.scans;
        keep_names(&mut self.effect.reads, &|name| !scans.contains(name));
        self.effect
    }

    /// The table, view, index or sequence of this name.
    pub fn find(&self, name: &Name) -> Option<Id> {
        self.schema.relation_id(name)
    }

    pub fn object(&self, id: Id) -> Option<&'a Object> {
        self.catalog.get(id)
    }

    pub fn relation(&self, id: Id) -> Option<&'a Relation> {
        self.object(id)?.relation()
    }

    pub fn name(&self, id: Id) -> Option<FullName> {
        let object = self.object(id)?;
        let schema = self.object(object.below?)?;
        Some(FullName { schema: schema.name.clone(), name: object.name.clone() })
    }

    /// Takes a lock on what a name stands for, whether we know it or not. Returns it where we do.
    pub fn lock_named(&mut self, name: &At<Name>, mode: LockMode) -> Option<Id> {
        let known = self.find(&name.value);
        match known {
            Some(id) => self.lock(id, mode),
            None => strengthen(&mut self.effect.locks, self.schema.full(&name.value), mode),
        }
        known
    }

    pub fn lock(&mut self, id: Id, mode: LockMode) {
        if let Some(name) = self.name(id) {
            strengthen(&mut self.effect.locks, name, mode);
        }
    }

    pub fn lock_all(&mut self, ids: impl IntoIterator<Item = Id>, mode: LockMode) {
        ids.into_iter().for_each(|id| self.lock(id, mode));
    }

    /// A lock that is taken where there are rows.
    pub fn lock_for_rows(&mut self, id: Id, mode: LockMode) {
        if let Some(name) = self.name(id) {
            strengthen(&mut self.effect.row_locks, name, mode);
        }
    }

    /// Partitioned tables and views hold nothing that could be read.
    pub fn has_rows(&self, id: Id) -> bool {
        self.relation(id).is_some_and(|it| {
            it.partitioned.is_none()
                && matches!(it.kind, RelationKind::Table | RelationKind::MaterializedView)
        })
    }

    pub fn scan(&mut self, id: Id) {
        self.work_below(id, Task::Scan);
        if let Some(name) = self.name(id).filter(|_| self.has_rows(id)) {
            self.work(Some(name.clone()), Task::Scan);
            self.effect.scans.insert(name);
        }
    }

    pub fn read(&mut self, id: Id) {
        let name = self.name(id).filter(|_| self.has_rows(id));
        self.effect.reads.extend(name);
    }

    /// An index of a new name is built from all rows.
    pub fn build(&mut self, id: Id) {
        self.work_below(id, Task::Build);
        if self.has_rows(id) {
            self.effect.builds.extend(self.name(id));
            self.work(self.name(id), Task::Build);
            self.scan(id);
        }
    }

    /// The table and all its indexes get new files.
    pub fn rewrite(&mut self, id: Id) {
        if !self.has_rows(id) {
            return self.work_below(id, Task::Rewrite);
        }
        self.effect.rewrites.extend(self.name(id));
        self.work(self.name(id), Task::Rewrite);
        self.scan(id);
        for index in self.indexes(id) {
            self.effect.rewrites.extend(self.name(index));
        }
    }

    /// A relation and its indexes get files that nothing is read for.
    pub fn renew(&mut self, id: Id) {
        for file in self.indexes(id).into_iter().chain([id]) {
            self.effect.rewrites.extend(self.name(file));
        }
    }

    /// One index is built again under its name.
    pub fn rebuild(&mut self, index: Id) {
        let Some(table) = self.object(index).and_then(Object::index).map(|it| it.table) else { return };
        if self.has_rows(table) {
            self.effect.rewrites.extend(self.name(index));
            self.work(self.name(table), Task::Build);
            self.scan(table);
        }
    }

    /// With this SQLSTATE, or class, it fails where the rows do not fit.
    pub fn row_error(&mut self, code: &'static str) {
        self.effect.row_errors.insert(code);
    }

    fn dependents(&self, id: Id) -> impl Iterator<Item = Edge> + use<'a> {
        self.catalog.dependents(id)
    }

    pub fn edges(&self, id: Id) -> Vec<Edge> {
        self.dependents(id).collect()
    }

    /// Direct children by inheritance, and partitions.
    pub fn children(&self, id: Id) -> Vec<Id> {
        let child = |edge: &Edge| edge.link == Link::Child && self.relation(edge.by.0).is_some();
        let found: BTreeSet<Id> = self.dependents(id).filter(child).map(|it| it.by.0).collect();
        found.into_iter().collect()
    }

    /// All children below a table, without itself.
    pub fn heirs(&self, id: Id) -> Vec<Id> {
        let (mut found, mut at) = (vec![id], 0);
        while at < found.len() {
            let children = self.children(found[at]);
            for child in children {
                if !found.contains(&child) {
                    found.push(child);
                }
            }
            at += 1;
        }
        found.split_off(1)
    }

    /// The table, and all children unless ONLY this one is meant.
    pub fn family(&self, id: Id, only: bool) -> Vec<Id> {
        let mut family = vec![id];
        if !only {
            family.extend(self.heirs(id));
        }
        family
    }

    pub fn indexes(&self, table: Id) -> Vec<Id> {
        let on =
            |edge: &Edge| self.object(edge.by.0).and_then(Object::index).is_some_and(|it| it.table == table);
        let found: BTreeSet<Id> = self.dependents(table).filter(on).map(|it| it.by.0).collect();
        let keys = self.constraints(table).into_iter().filter_map(|(_, it)| it.index);
        keys.chain(found).collect::<BTreeSet<Id>>().into_iter().collect()
    }

    pub fn index(&self, id: Id) -> Option<&'a Index> {
        self.object(id)?.index()
    }

    pub fn constraints(&self, table: Id) -> Vec<(Id, &'a Constraint)> {
        let below = self.catalog.named(crate::schema::catalog::Space::Constraint, Some(table));
        below.filter_map(|id| Some((id, self.object(id)?.constraint()?))).collect()
    }

    /// Foreign keys that point at a table: the table that each is on, and the constraint.
    pub fn pointing_at(&self, table: Id) -> Vec<(Id, &'a Constraint)> {
        let mut found: Vec<(Id, &Constraint)> = Vec::new();
        for edge in self.foreign_key_edges(table) {
            let Some(object) = self.object(edge.by.0) else { continue };
            if let (Some(it), Some(on)) = (object.constraint(), object.below)
                && let ConstraintKind::ForeignKey(key) = &it.kind
                && key.target == table
                && !found.iter().any(|(_, known)| std::ptr::eq(*known, it))
            {
                found.push((on, it));
            }
        }
        found
    }

    /// A foreign key depends on the table, on its columns or on the index that it looks rows up by.
    fn foreign_key_edges(&self, table: Id) -> Vec<Edge> {
        let mut edges = self.edges(table);
        for index in self.indexes(table) {
            edges.extend(self.dependents(index));
        }
        for (constraint, _) in self.constraints(table) {
            edges.extend(self.dependents(constraint));
        }
        edges
    }

    /// Sequences that go with a column of the table.
    pub fn sequences(&self, table: Id) -> Vec<Id> {
        let owned = |id: &Id| matches!(self.object(*id).map(|it| &it.body), Some(Body::Sequence(it)) if it.owned_by.is_some_and(|(of, _)| of == table));
        let found: BTreeSet<Id> = self.dependents(table).map(|it| it.by.0).filter(owned).collect();
        found.into_iter().collect()
    }

    /// The sequences that go with one column.
    pub fn sequences_of_column(&self, table: Id, number: u16) -> Vec<Id> {
        let owner = |id: &Id| self.object(*id).and_then(Object::sequence).and_then(|it| it.owned_by);
        self.sequences(table).into_iter().filter(|id| owner(id) == Some((table, number))).collect()
    }

    /// The default partition of a partitioned table.
    pub fn default_partition(&self, table: Id) -> Option<Id> {
        self.children(table).into_iter().find(|id| self.relation(*id).is_some_and(|it| it.is_default))
    }

    pub fn column(&self, table: Id, name: &crate::statement::Ident) -> Option<&'a Column> {
        self.relation(table)?.column(name)
    }
}

pub fn strengthen(
    locks: &mut std::collections::BTreeMap<FullName, LockMode>,
    name: FullName,
    mode: LockMode,
) {
    let held = locks.entry(name).or_insert(mode);
    *held = mode.max(*held);
}
