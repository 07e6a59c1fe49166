//! Partitions: the indexes, keys and triggers that they share with their table, ATTACH and DETACH.

use super::constraint::new_index;
use crate::order::distinct;
use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Constraint, ConstraintKind, Edge, Element, Expression, ForeignKey, Id, Index, Link, Part, Space,
};
use crate::schema::failure::{Done, UNSUPPORTED, WRONG_OBJECT, failure};
use crate::statement::{Ident, Name};

impl Schema {
    pub(super) fn partitions(&self, table: Id) -> Vec<Id> {
        let mut children = self.children(table);
        children.retain(|id| {
            self.catalog
                .get(*id)
                .and_then(|it| it.relation())
                .is_some_and(|it| it.partition_of == Some(table))
        });
        children
    }

    pub(super) fn is_partitioned(&self, table: Id) -> bool {
        self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.partitioned.is_some())
    }

    /// What a new partition gets from its table besides columns and checks.
    pub(super) fn take_from_partitioned(&mut self, parent: &Name, table: Id) -> Done {
        let Some(parent) = self.relation_id(parent) else { return Ok(()) };
        for index in self.indexes_of(parent) {
            self.index_on_partition(table, index)?;
        }
        self.clone_triggers(parent, table);
        self.clone_keys(parent, table)
    }

    /// A partition's part of an index: one that is like it, or a new one.
    pub(super) fn index_on_partition(&mut self, partition: Id, index: Id) -> Done {
        let Some(known) = self.catalog.get(index).and_then(|it| it.index()).cloned() else { return Ok(()) };
        let constraint =
            known.constraint.and_then(|id| Some((id, self.catalog.get(id)?.constraint()?.clone())));
        let wanted = self.index_like(&known, partition);
        let found = self.indexes_of(partition).into_iter().find(|id| {
            let own = self.catalog.get(*id).and_then(|it| it.index());
            own.is_some_and(|it| {
                self.is_alike(it, &wanted) && (constraint.is_none() || it.constraint.is_some())
            })
        });
        let own = match found {
            Some(own) => own,
            None => self.new_index_on(partition, &known, wanted, constraint.as_ref().map(|(_, it)| it))?,
        };
        self.join_index(own, index);
        // One that was there has its parts already.
        for below in self.partitions(partition) {
            if found.is_none() {
                self.index_on_partition(below, own)?;
            }
        }
        Ok(())
    }

    /// The same index for another table, without what binds it to the first.
    pub(super) fn index_like(&self, it: &Index, table: Id) -> Index {
        let map = |number: u16| self.mapped(it.table, table, &[number]).first().copied();
        let elements = it.elements.iter().map(|element| {
            let expression = element.expression.as_ref();
            Element {
                column: element.column.and_then(map),
                expression: expression.map(|own| self.moved(own, it.table, table).into()),
                ..element.clone()
            }
        });
        Index {
            elements: elements.collect(),
            include: self.mapped(it.table, table, &it.include),
            nulls_not_distinct: it.nulls_not_distinct,
            predicate: it.predicate.as_ref().map(|own| self.moved(own, it.table, table).into()),
            ..new_index(table, it.method.clone(), it.unique)
        }
    }

    fn moved(&self, it: &Expression, from: Id, to: Id) -> Expression {
        Expression {
            columns: self.mapped(from, to, &it.columns),
            counts: self.mapped(from, to, &it.counts),
            proves_not_null: self.mapped(from, to, &it.proves_not_null),
            ..it.clone()
        }
    }

    /// Whichever way they are sorted.
    fn is_alike(&self, a: &Index, b: &Index) -> bool {
        let same = |(a, b): (&Element, &Element)| {
            let named = a.collation == b.collation && a.operator_class == b.operator_class;
            named && a.column == b.column && a.expression == b.expression
        };
        a.parent.is_none()
            && a.unique == b.unique
            && a.method == b.method
            && a.elements.len() == b.elements.len()
            && a.elements.iter().zip(&b.elements).all(same)
            && a.include == b.include
            && a.predicate == b.predicate
    }

    /// Adds an index like another table's, with its constraint where that has one. PostgreSQL chooses the names.
    pub(super) fn new_index_on(
        &mut self,
        table: Id,
        like: &Index,
        index: Index,
        constraint: Option<&Constraint>,
    ) -> Done<Id> {
        let names = self.element_names(like);
        let holder = like.constraint;
        let label = match constraint.map(|it| &it.kind) {
            Some(ConstraintKind::PrimaryKey) => "pkey",
            Some(ConstraintKind::Exclusion) => "excl",
            Some(_) => "key",
            None => "idx",
        };
        let name = self.index_name(table, None, &names, label)?;
        let Some(constraint) = constraint else { return Ok(self.put_index(name, index, Vec::new())) };
        let columns = self.mapped(like.table, table, &constraint.columns);
        if constraint.kind == ConstraintKind::PrimaryKey {
            if self.primary_key(table).is_some() {
                return Err(super::table::multiple_primary_keys(&self.placed(table).0));
            }
            for number in &columns {
                self.set_not_null(table, *number, None)?;
            }
        }
        let own = Constraint { columns, index: None, parent: holder, ..constraint.clone() };
        let id = self.put_key(table, name, own, index, self.origin.span, Vec::new());
        Ok(self.catalog.get(id).and_then(|it| it.constraint()?.index).unwrap_or(id))
    }

    /// Makes an index the part of a partitioned one, and its constraint the part of that one's constraint.
    pub(super) fn join_index(&mut self, own: Id, parent: Id) {
        let holders = |id: Id| self.catalog.get(id).and_then(|it| it.index()?.constraint);
        let (own_key, parent_key) = (holders(own), holders(parent));
        self.catalog.change(own, |object| {
            if let Body::Index(it) = &mut object.body {
                it.parent = Some(parent);
            }
        });
        let internal =
            |on: Id, by: Id| Edge { on: (on, Part::Whole), by: (by, Part::Whole), link: Link::Internal };
        match (own_key, parent_key) {
            (Some(own_key), Some(parent_key)) => {
                self.change_constraint(own_key, |it| {
                    it.parent = Some(parent_key);
                    it.inherited = 1;
                    it.local = false;
                });
                self.catalog.link(internal(parent_key, own_key));
            }
            _ => self.catalog.link(internal(parent, own)),
        }
    }

    /// A new key of a partitioned table, on each of its partitions.
    pub(super) fn key_on_partitions(&mut self, table: Id, key: Id) -> Done {
        let index = self.catalog.get(key).and_then(|it| it.constraint()?.index);
        let Some(index) = index else { return Ok(()) };
        for partition in self.partitions(table) {
            self.index_on_partition(partition, index)?;
        }
        Ok(())
    }

    /// A new foreign key of a partitioned table, on each of its partitions.
    pub(super) fn key_of_partitions(&mut self, table: Id, key: Id) -> Done {
        for partition in self.partitions(table) {
            self.clone_key(key, partition)?;
        }
        Ok(())
    }

    /// The foreign keys of a partitioned table, and those that point at it.
    pub(super) fn clone_keys(&mut self, parent: Id, table: Id) -> Done {
        let own: Vec<Id> = self.catalog.named(Space::Constraint, Some(parent)).collect();
        for id in own {
            let constraint = self.catalog.get(id).and_then(|it| it.constraint());
            let foreign = constraint.is_some_and(|it| matches!(it.kind, ConstraintKind::ForeignKey(_)));
            // Those that stand for the partitions of a target come with the one for the target.
            let whole =
                constraint.and_then(|it| it.parent).is_none_or(|it| self.table_of(it) != Some(parent));
            if foreign && whole {
                self.clone_key(id, table)?;
            }
        }
        let pointing: Vec<Id> = self.catalog.dependents(parent).map(|it| it.by.0).collect();
        let pointing: Vec<Id> = pointing
            .into_iter()
            .filter(|id| {
                let key = |id: Id| self.catalog.get(id).and_then(|it| it.constraint());
                let points = |it: &Constraint| it.points_at() == Some(parent);
                // Where it is a partition that points, its table does it for all.
                let whole = |it: &Constraint| it.parent.and_then(key).is_none_or(|it| !points(it));
                key(*id).is_some_and(|it| points(it) && whole(it))
            })
            .collect();
        for id in distinct(pointing) {
            let second = self.key_columns(id);
            self.refer_to_partition(id, table, &second)?;
        }
        Ok(())
    }

    /// A foreign key that is no longer part of another stands for itself at every partition of its target.
    pub(super) fn stand_alone(&mut self, key: Id) -> Done {
        let Some(target) = self.catalog.get(key).and_then(|it| it.constraint()?.points_at()) else {
            return Ok(());
        };
        let second = self.key_columns(key);
        self.refer_to_partitions(key, target, &second)
    }

    /// A foreign key of the partition's own that says the same as the table's becomes part of it. Whether there is one.
    fn takes_key(&mut self, key: Id, wanted: &Constraint, partition: Id) -> bool {
        let own: Vec<Id> = self.catalog.named(Space::Constraint, Some(partition)).collect();
        let same = |id: &Id| {
            let it = self.catalog.get(*id).and_then(|it| it.constraint());
            it.is_some_and(|it| {
                (&it.kind, &it.columns, it.parent) == (&wanted.kind, &wanted.columns, None)
                    && (it.deferrable, it.initially_deferred, it.valid)
                        == (wanted.deferrable, wanted.initially_deferred, wanted.valid)
            })
        };
        let Some(id) = own.iter().copied().find(same) else { return false };
        for part in own {
            if self.catalog.get(part).and_then(|it| it.constraint()?.parent) == Some(id) {
                self.catalog.remove(part);
            }
        }
        self.change_constraint(id, |it| (it.parent, it.inherited, it.local) = (Some(key), 1, false));
        self.catalog.link(Edge { on: (key, Part::Whole), by: (id, Part::Whole), link: Link::Internal });
        true
    }

    pub(super) fn table_of(&self, constraint: Id) -> Option<Id> {
        self.catalog.get(constraint)?.below
    }

    fn key_columns(&self, constraint: Id) -> String {
        let object = self.catalog.get(constraint);
        let relation = object.and_then(|it| self.catalog.get(it.below?)?.relation());
        let columns = object.and_then(|it| it.constraint()).map(|it| it.columns.clone()).unwrap_or_default();
        let names = columns.iter().filter_map(|it| Some(relation?.numbered(*it)?.name.as_str()));
        names.collect::<Vec<_>>().join("_")
    }

    fn clone_key(&mut self, key: Id, partition: Id) -> Done {
        let Some(object) = self.catalog.get(key).cloned() else { return Ok(()) };
        let (Some(from), Some(constraint)) = (object.below, object.constraint().cloned()) else {
            return Ok(());
        };
        let columns = self.mapped(from, partition, &constraint.columns);
        let constraint = Constraint { columns, ..constraint };
        if self.takes_key(key, &constraint, partition) {
            return Ok(());
        }
        let ConstraintKind::ForeignKey(foreign) = &constraint.kind else { return Ok(()) };
        let used = self.catalog.find(Space::Constraint, Some(partition), &object.name).is_some();
        let name = match used {
            true => self.part_name(partition, key, &self.key_columns(key)),
            false => object.name.clone(),
        };
        let foreign: ForeignKey = foreign.clone();
        let own = Constraint { parent: Some(key), inherited: 1, local: false, ..constraint };
        let new = self.put_constraint(partition, name, own, self.origin.span, Vec::new());
        self.hold_target(new, &foreign);
        self.catalog.link(Edge { on: (key, Part::Whole), by: (new, Part::Whole), link: Link::Internal });
        for below in self.partitions(partition) {
            self.clone_key(new, below)?;
        }
        Ok(())
    }

    /// A constraint of a partition cannot be dropped alone.
    pub(super) fn is_own(&self, table: Id, name: &Ident, inherited: u16) -> Done {
        if inherited == 0 {
            return Ok(());
        }
        let (table, _) = self.placed(table);
        let what = format!("cannot drop inherited constraint \"{name}\" of relation \"{table}\"");
        Err(failure("42P16", what))
    }

    /// ONLY a partitioned table cannot be changed where its partitions must follow.
    pub(super) fn not_only(&self, table: Id, only: bool, what: &str) -> Done {
        if only && !self.children(table).is_empty() {
            return Err(failure("42P16", what));
        }
        Ok(())
    }

    pub(super) fn no_rows_before_triggers(&self, table: Id, name: &Ident) -> Done {
        if self.is_partitioned(table) && self.postgres < 13 {
            return Err(failure(WRONG_OBJECT, format!("\"{name}\" is a partitioned table")));
        }
        Ok(())
    }

    pub(super) fn unsupported_not_valid(&self, table: Id, target: Id) -> Done {
        if self.is_partitioned(table) && self.postgres < 18 {
            let (table, target) = (self.placed(table).0, self.placed(target).0);
            let what = format!(
                "cannot add NOT VALID foreign key on partitioned table \"{table}\" referencing relation \"{target}\""
            );
            return Err(failure(if self.postgres < 18 { WRONG_OBJECT } else { UNSUPPORTED }, what));
        }
        Ok(())
    }
}
