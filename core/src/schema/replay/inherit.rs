//! Inheritance: what a child has from its parents.

use crate::schema::Schema;
use crate::schema::catalog::Targets;
use crate::schema::catalog::{
    Body, Column, Constraint, ConstraintKind, Edge, Expression, Id, Link, Part, RelationKind, Space,
};
use crate::schema::failure::{
    DUPLICATE_RELATION, Done, INVALID_OBJECT, MISMATCH, WRONG_OBJECT, failure, written,
};
use crate::statement::{Bounds, CreateTable, Ident, Name};
use std::rc::Rc;

impl Schema {
    /// The tables that inherit from it, its partitions included.
    pub(super) fn children(&self, table: Id) -> Vec<Id> {
        self.catalog.linked((table, Part::Whole), Link::Child).map(|it| it.by.0).collect()
    }

    /// The columns of CREATE TABLE … INHERITS and PARTITION OF.
    pub(super) fn take_parents(&mut self, table: Id, it: &CreateTable) -> Done {
        for parent in &it.inherits {
            let parent = self.parent(&parent.value, false)?;
            self.inherit(table, parent)?;
        }
        if let Some(of) = &it.partition_of {
            let parent = self.parent(&of.parent.value, true)?;
            self.may_have_bounds(parent, &of.bounds)?;
            self.has_free_bounds(parent, &of.bounds)?;
            self.become_partition(table, parent, &of.bounds);
            self.inherit(table, parent)?;
        }
        Ok(())
    }

    fn parent(&mut self, name: &Name, partitioned: bool) -> Done<Id> {
        let id = self.relation(name)?;
        let Some(relation) = self.catalog.get(id).and_then(|it| it.relation()) else {
            return Err(failure(
                WRONG_OBJECT,
                format!("inherited relation \"{}\" is not a table", written(name)),
            ));
        };
        let wrong = |what: String| Err(failure(WRONG_OBJECT, what));
        match (partitioned, relation.partitioned.is_some()) {
            (true, false) if !relation.open => {
                Err(failure(INVALID_OBJECT, format!("\"{}\" is not partitioned", written(name))))
            }
            (false, true) => wrong(format!("cannot inherit from partitioned table \"{}\"", written(name))),
            (false, _) if relation.partition_of.is_some() => {
                wrong(format!("cannot inherit from partition \"{}\"", written(name)))
            }
            _ if !matches!(relation.kind, RelationKind::Table | RelationKind::Foreign) => {
                wrong(format!("inherited relation \"{}\" is not a table or foreign table", written(name)))
            }
            _ => Ok(id),
        }
    }

    pub(super) fn become_partition(&mut self, table: Id, parent: Id, bounds: &Bounds) {
        self.catalog.change(table, |object| {
            if let Some(it) = object.relation_mut() {
                it.partition_of = Some(parent);
                it.is_default = *bounds == Bounds::Default;
                it.bounds = Some(std::rc::Rc::new(bounds.clone()));
            }
        });
    }

    /// Merges the columns and checks of a parent into a child.
    pub(super) fn inherit(&mut self, child: Id, parent: Id) -> Done {
        let Some(relation) = self.catalog.get(parent).and_then(|it| it.relation()).cloned() else {
            return Ok(());
        };
        for column in &relation.columns {
            self.inherit_column(child, parent, column)?;
        }
        self.catalog.change(child, |object| {
            if let Some(it) = object.relation_mut() {
                it.open |= relation.open;
                if it.partition_of != Some(parent) {
                    it.inherits.push(parent);
                }
            }
        });
        self.catalog.link(Edge { on: (parent, Part::Whole), by: (child, Part::Whole), link: Link::Child });
        for id in self.checks(parent) {
            self.inherit_check(child, id)?;
        }
        Ok(())
    }

    /// A column of a parent: a new one, or one that the child has already.
    pub(super) fn inherit_column(&mut self, child: Id, parent: Id, column: &Column) -> Done {
        let own = self.catalog.get(child).and_then(|it| it.relation()?.column(&column.name)).cloned();
        let partition =
            self.catalog.get(child).and_then(|it| it.relation()).is_some_and(|it| it.partition_of.is_some());
        let identity = column.identity.filter(|_| partition && self.postgres >= 17);
        let (number, fills) = match own {
            Some(own) => {
                if own.data_type != column.data_type {
                    let what = format!("child table has different type for column \"{}\"", column.name);
                    return Err(failure(MISMATCH, what));
                }
                self.change_column(child, own.number, |it| {
                    it.inherited += 1;
                    it.not_null |= column.not_null;
                    it.identity = it.identity.or(identity);
                });
                // Only what another parent gave in the same statement takes a default.
                (own.number, own.default.is_none() && !own.local)
            }
            None => {
                let new = Column {
                    inherited: 1,
                    local: false,
                    default: None,
                    identity,
                    comment: false,
                    not_null_name: None,
                    ..column.clone()
                };
                (self.push_column(child, new)?, true)
            }
        };
        if fills && column.default.is_some() {
            self.copy_default((parent, column), (child, number));
        }
        Ok(())
    }

    /// Gives a column the default, or the generation, of another table's column.
    pub(super) fn copy_default(&mut self, (from, column): (Id, &Column), (to, number): (Id, u16)) {
        let map = |own: u16| self.mapped(from, to, &[own]).first().copied();
        let edges: Vec<Edge> = self.catalog.needs(from);
        let edges = edges.into_iter().filter(|it| it.by.1 == Part::Default(column.number));
        let uses: Vec<(Id, Part)> = edges
            .filter_map(|it| match it.on {
                (id, Part::Column(own)) if id == from => Some((to, Part::Column(map(own)?))),
                on => Some(on),
            })
            .collect();
        let expression = column
            .default
            .as_ref()
            .map(|it| Expression { columns: self.mapped(from, to, &it.columns), ..(**it).clone() });
        let generated = column.generated;
        self.change_column(to, number, |it| {
            it.default = expression.map(Rc::new);
            it.generated = generated;
        });
        match generated {
            Some(_) => self.depend_generated(to, number, uses),
            None => self.depend((to, Part::Default(number)), uses, Link::Normal),
        }
    }

    /// The columns of the same names on another table.
    pub(super) fn mapped(&self, from: Id, to: Id, numbers: &[u16]) -> Vec<u16> {
        let relation =
            |id| self.catalog.get(id).and_then(|it: &crate::schema::catalog::Object| it.relation());
        let (Some(from), Some(to)) = (relation(from), relation(to)) else { return Vec::new() };
        numbers.iter().filter_map(|it| Some(to.column(&from.numbered(*it)?.name)?.number)).collect()
    }

    /// The checks that go on to children.
    pub(super) fn checks(&self, table: Id) -> Vec<Id> {
        let mut found: Vec<Id> = self.catalog.named(Space::Constraint, Some(table)).collect();
        found.retain(|id| {
            let constraint = self.catalog.get(*id).and_then(|it| it.constraint());
            constraint.is_some_and(|it| matches!(it.kind, ConstraintKind::Check(_)) && !it.no_inherit)
        });
        found
    }

    /// A check goes on to a child, and to the child's children.
    pub(super) fn inherit_check(&mut self, child: Id, check: Id) -> Done {
        let Some(object) = self.catalog.get(check).cloned() else { return Ok(()) };
        let (Some(parent), Some(constraint)) = (object.below, object.constraint().cloned()) else {
            return Ok(());
        };
        if let Some(own) = self.catalog.find(Space::Constraint, Some(child), &object.name) {
            self.change_constraint(own, |it| it.inherited += 1);
            return Ok(());
        }
        let id = self.copy_check((parent, &constraint), child, &object.name, check);
        self.change_constraint(id, |it| {
            it.inherited = 1;
            it.local = false;
        });
        for below in self.children(child) {
            self.inherit_check(below, id)?;
        }
        Ok(())
    }

    /// The same check on another table.
    pub(super) fn copy_check(
        &mut self,
        (from, constraint): (Id, &Constraint),
        to: Id,
        name: &Ident,
        original: Id,
    ) -> Id {
        let columns = self.mapped(from, to, &constraint.columns);
        let kind = match &constraint.kind {
            ConstraintKind::Check(it) => ConstraintKind::Check(Rc::new(Expression {
                columns: columns.clone(),
                counts: self.mapped(from, to, &it.counts),
                proves_not_null: self.mapped(from, to, &it.proves_not_null),
                ..(**it).clone()
            })),
            kind => kind.clone(),
        };
        let uses =
            self.catalog.needs(original).into_iter().map(|it| it.on).filter(|it| it.0 != from).collect();
        let new = Constraint { kind, columns, inherited: 0, local: true, parent: None, ..constraint.clone() };
        self.put_constraint(to, name.clone(), new, self.origin.span, uses)
    }

    pub(super) fn change_constraint(&mut self, id: Id, change: impl FnOnce(&mut Constraint)) {
        self.catalog.change(id, |object| {
            if let Body::Constraint(it) = &mut object.body {
                change(it);
            }
        });
    }

    pub(super) fn may_inherit(&self, child: Id) -> Done {
        let relation = self.catalog.get(child).and_then(|it| it.relation());
        let wrong = |what: &str| Err(failure(WRONG_OBJECT, format!("cannot change inheritance of a {what}")));
        match relation {
            Some(it) if it.partition_of.is_some() => wrong("partition"),
            Some(it) if it.partitioned.is_some() => wrong("partitioned table"),
            _ => Ok(()),
        }
    }

    /// Nobody is among its own heirs.
    pub(super) fn not_circular(&self, child: Id, parent: Id) -> Done {
        if parent == child || self.heirs(child).contains(&parent) {
            return Err(failure(DUPLICATE_RELATION, "circular inheritance not allowed"));
        }
        Ok(())
    }

    /// The children of a table and theirs, each once, however many ways lead there.
    pub(super) fn heirs(&self, table: Id) -> Vec<Id> {
        let (mut seen, mut heirs, mut at) = (Targets::default(), vec![table], 0);
        seen.insert((table, Part::Whole));
        while at < heirs.len() {
            heirs.extend(self.children(heirs[at]).into_iter().filter(|it| seen.insert((*it, Part::Whole))));
            at += 1;
        }
        heirs.split_off(1)
    }

    /// ALTER TABLE … INHERIT
    pub(super) fn inherit_later(&mut self, child: Id, parent: &Name) -> Done {
        let parent = self.parent(parent, false)?;
        self.not_circular(child, parent)?;
        self.has_columns_of(child, parent)?;
        self.inherit(child, parent)
    }

    /// A table that joins must have the columns already.
    pub(super) fn has_columns_of(&self, child: Id, parent: Id) -> Done {
        let relation =
            |id| self.catalog.get(id).and_then(|it: &crate::schema::catalog::Object| it.relation());
        let (Some(own), Some(of)) = (relation(child), relation(parent)) else { return Ok(()) };
        if own.open {
            return Ok(());
        }
        for column in &of.columns {
            let Some(known) = own.column(&column.name) else {
                return Err(failure(MISMATCH, format!("child table is missing column \"{}\"", column.name)));
            };
            if known.data_type != column.data_type {
                let (child, _) = self.placed(child);
                let what =
                    format!("child table \"{child}\" has different type for column \"{}\"", column.name);
                return Err(failure(MISMATCH, what));
            }
            if column.not_null && !known.not_null {
                let (child, _) = self.placed(child);
                let of = if self.postgres >= 18 { format!(" \"{child}\"") } else { String::new() };
                let what = format!("column \"{}\" in child table{of} must be marked NOT NULL", column.name);
                return Err(failure(MISMATCH, what));
            }
        }
        for check in self.checks(parent) {
            let Some(name) = self.catalog.get(check).map(|it| &it.name) else { continue };
            if self.catalog.find(Space::Constraint, Some(child), name).is_none() {
                return Err(failure(MISMATCH, format!("child table is missing constraint \"{name}\"")));
            }
        }
        Ok(())
    }

    /// ALTER TABLE … NO INHERIT: what came from the parent becomes the child's own.
    pub(super) fn disinherit(&mut self, child: Id, parent: Id) {
        self.catalog.unlink(Edge { on: (parent, Part::Whole), by: (child, Part::Whole), link: Link::Child });
        self.catalog.change(child, |object| {
            let Some(it) = object.relation_mut() else { return };
            it.inherits.retain(|id| *id != parent);
            if it.partition_of == Some(parent) {
                (it.partition_of, it.is_default, it.bounds) = (None, false, None);
            }
        });
        let Some(of) = self.catalog.get(parent).and_then(|it| it.relation()).cloned() else { return };
        for column in &of.columns {
            let own = self.catalog.get(child).and_then(|it| it.relation()?.column(&column.name));
            let Some(number) = own.map(|it| it.number) else { continue };
            self.change_column(child, number, |it| {
                it.inherited = it.inherited.saturating_sub(1);
                it.local |= it.inherited == 0;
            });
        }
        for check in self.checks(parent) {
            let name = self.catalog.get(check).map(|it| it.name.clone());
            let own = name.and_then(|name| self.catalog.find(Space::Constraint, Some(child), &name));
            if let Some(own) = own {
                self.change_constraint(own, |it| {
                    it.inherited = it.inherited.saturating_sub(1);
                    it.local |= it.inherited == 0;
                });
            }
        }
    }
}
