//! Foreign keys.

use super::constraint::plain;
use crate::order::{distinct, sorted};
use crate::schema::Schema;
use crate::schema::catalog::{
    ConstraintKind, Edge, ForeignKey, Id, Index, Link, Part, Persistence, RelationKind, Space,
};
use crate::schema::failure::{
    Done, INVALID_FOREIGN_KEY, INVALID_TABLE, MISMATCH, UNDEFINED_OBJECT, WRONG_OBJECT, failure,
};
use crate::statement::{self as said, Ident, Name, Reference};

impl Schema {
    pub(super) fn add_foreign_key(
        &mut self,
        table: Id,
        it: &said::Constraint,
        columns: &[Ident],
        target: &Name,
        target_columns: &[Ident],
        rest: &Reference,
    ) -> Done<Id> {
        let (table_name, schema) = self.placed(table);
        if let Some(name) = &it.name {
            self.free_constraint(table, name)?;
        }
        let target = self.relation(target)?;
        self.can_refer(table, target)?;
        let columns_said = columns;
        let columns = self.column_numbers(table, columns)?;
        let (target_columns, index) = self.referred(target, target_columns, columns.len())?;
        self.same_types((table, &columns), (target, &target_columns), it.name.as_ref())?;
        let second = columns_said.iter().map(Ident::as_str).collect::<Vec<_>>().join("_");
        let name = match &it.name {
            Some(name) => name.clone(),
            None => self.catalog.choose_constraint(schema, (table_name.as_str(), &second, "fkey"), &[]),
        };
        let key = ForeignKey {
            target,
            target_columns,
            on_update: rest.on_update,
            on_delete: rest.on_delete,
            index,
        };
        let constraint = plain(ConstraintKind::ForeignKey(key.clone()), columns, it);
        let id = self.put_constraint(table, name, constraint, it.span, Vec::new());
        self.hold_target(id, &key);
        self.refer_to_partitions(id, target, &second)?;
        self.key_of_partitions(table, id)?;
        Ok(id)
    }

    /// A foreign key holds on to the columns and to the index that it finds its target by.
    pub(super) fn hold_target(&mut self, id: Id, key: &ForeignKey) {
        let columns = key.target_columns.iter().map(|number| (key.target, Part::Column(*number)));
        let index = key.index.map(|index| (self.index_holder(index), Part::Whole));
        let uses: Vec<_> = columns.chain(index).chain([(key.target, Part::Whole)]).collect();
        self.depend((id, Part::Whole), uses, Link::Normal);
    }

    /// Who wants an index that is the inside of a constraint wants the constraint.
    fn index_holder(&self, index: Id) -> Id {
        let known = self.catalog.get(index).and_then(|it| it.index());
        known.and_then(|it| it.constraint).unwrap_or(index)
    }

    fn can_refer(&self, table: Id, target: Id) -> Done {
        let relation =
            |id| self.catalog.get(id).and_then(|it: &crate::schema::catalog::Object| it.relation());
        let (Some(own), Some(other)) = (relation(table), relation(target)) else {
            let what = format!("referenced relation \"{}\" is not a table", self.placed(target).0);
            return Err(failure(WRONG_OBJECT, what));
        };
        if other.kind != RelationKind::Table {
            let what = format!("referenced relation \"{}\" is not a table", self.placed(target).0);
            return Err(failure(WRONG_OBJECT, what));
        }
        if other.open {
            return Ok(());
        }
        let only = |which: &str| {
            let what = format!("constraints on {which} tables may reference only {which} tables");
            Err(failure(INVALID_TABLE, what))
        };
        match (own.persistence, other.persistence) {
            (Persistence::Permanent, it) if it != Persistence::Permanent => only("permanent"),
            (Persistence::Unlogged, Persistence::Temporary) => Err(failure(
                INVALID_TABLE,
                "constraints on unlogged tables may reference only permanent or unlogged tables",
            )),
            (Persistence::Temporary, it) if it != Persistence::Temporary => only("temporary"),
            _ => Ok(()),
        }
    }

    /// The columns that a foreign key points at and the index on them.
    fn referred(&mut self, target: Id, names: &[Ident], count: usize) -> Done<(Vec<u16>, Option<Id>)> {
        let (target_name, _) = self.placed(target);
        let open = self.catalog.get(target).and_then(|it| it.relation()).is_some_and(|it| it.open);
        let primary = self.primary_key(target).and_then(|id| self.catalog.get(id)?.constraint()).cloned();
        if names.is_empty() {
            return match primary {
                Some(key) if key.columns.len() == count => Ok((key.columns, key.index)),
                Some(_) => Err(disagree()),
                None if open => Ok((Vec::new(), None)),
                None => {
                    let what = format!("there is no primary key for referenced table \"{target_name}\"");
                    Err(failure(UNDEFINED_OBJECT, what))
                }
            };
        }
        if names.len() != count {
            return Err(disagree());
        }
        let columns = self.column_numbers(target, names)?;
        match self.unique_index(target, &columns) {
            Some(index) => Ok((columns, Some(index))),
            None if open => Ok((columns, None)),
            None => {
                let what = format!(
                    "there is no unique constraint matching given keys for referenced table \"{target_name}\""
                );
                Err(failure(INVALID_FOREIGN_KEY, what))
            }
        }
    }

    /// A full unique index on exactly these columns, in any order.
    pub(super) fn unique_index(&self, table: Id, columns: &[u16]) -> Option<Id> {
        let wanted = sorted(columns.to_vec(), u16::cmp);
        let fits = |id: &Id| {
            let Some(it) = self.catalog.get(*id).and_then(|it| it.index()) else { return false };
            let own = sorted(it.columns().flatten().collect(), u16::cmp);
            let deferrable = it.constraint.and_then(|id| self.catalog.get(id)?.constraint());
            it.unique
                && it.predicate.is_none()
                && it.columns().count() == own.len()
                && own == wanted
                && deferrable.is_none_or(|it| !it.deferrable)
        };
        self.indexes_of(table).into_iter().find(fits)
    }

    /// The indexes of a table, those inside of constraints included, by age.
    pub(in crate::schema) fn indexes_of(&self, table: Id) -> Vec<Id> {
        distinct(self.each_index(table).map(|(id, _)| id).collect())
    }

    /// The same in no order; one may come twice.
    pub(in crate::schema) fn each_index(&self, table: Id) -> impl Iterator<Item = (Id, &Index)> {
        let free = self.catalog.linked((table, Part::Whole), Link::Auto).map(|it| it.by.0);
        let constraints = self.catalog.named(Space::Constraint, Some(table));
        let inside = constraints.filter_map(|id| self.catalog.get(id)?.constraint()?.index);
        free.chain(inside).filter_map(move |id| {
            let index = self.catalog.get(id)?.index()?;
            (index.table == table).then_some((id, index))
        })
    }

    fn same_types(&self, own: (Id, &[u16]), other: (Id, &[u16]), name: Option<&Ident>) -> Done {
        let column = |table: Id, number: u16| self.catalog.get(table)?.relation()?.numbered(number);
        for (a, b) in own.1.iter().zip(other.1) {
            let (Some(a), Some(b)) = (column(own.0, *a), column(other.0, *b)) else { continue };
            if !self.refers(&a.data_type, &b.data_type) {
                let made = || {
                    crate::schema::naming::object_name(self.placed(own.0).0.as_str(), a.name.as_str(), "fkey")
                };
                let name = name.map_or_else(made, Ident::to_string);
                let what = format!("foreign key constraint \"{name}\" cannot be implemented");
                return Err(failure(MISMATCH, what));
            }
        }
        Ok(())
    }

    /// Whether a foreign key that a column is on either side of still has an operator.
    pub(super) fn key_still_fits(&self, id: Id, table: Id, number: u16) -> Done {
        let Some(object) = self.catalog.get(id) else { return Ok(()) };
        let (Some(on), Some(it)) = (object.below, object.constraint()) else { return Ok(()) };
        let ConstraintKind::ForeignKey(key) = &it.kind else { return Ok(()) };
        let here = on == table && it.columns.contains(&number);
        if here || key.target == table && key.target_columns.contains(&number) {
            self.same_types((on, &it.columns), (key.target, &key.target_columns), Some(&object.name))?;
        }
        Ok(())
    }

    /// Each partition of a target has a constraint of its own on the referring table.
    pub(super) fn refer_to_partitions(&mut self, id: Id, target: Id, second: &str) -> Done {
        for partition in self.partitions(target) {
            self.refer_to_partition(id, partition, second)?;
        }
        Ok(())
    }

    /// A name for a part of a foreign key. Since 18 it is that of the key itself, with a number.
    pub(super) fn part_name(&self, table: Id, key: Id, second: &str) -> Ident {
        let (name, schema) = self.placed(table);
        let own = |id: Id| self.catalog.get(id).filter(|it| it.below == Some(table));
        let whole = std::iter::successors(own(key), |it| own(it.constraint()?.parent?)).last();
        let of = whole.or(self.catalog.get(key)).map_or("", |it| it.name.as_str());
        let words = if self.postgres < 18 { (name.as_str(), second, "fkey") } else { (of, "", "") };
        self.catalog.choose_constraint(schema, words, &[])
    }

    pub(super) fn refer_to_partition(&mut self, id: Id, partition: Id, second: &str) -> Done {
        let Some(object) = self.catalog.get(id).cloned() else { return Ok(()) };
        let (Some(table), Some(constraint)) = (object.below, object.constraint().cloned()) else {
            return Ok(());
        };
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { return Ok(()) };
        let target_columns = self.mapped(key.target, partition, &key.target_columns);
        let index = self.unique_index(partition, &target_columns);
        let own = ForeignKey { target: partition, target_columns, index, ..key.clone() };
        let name = self.part_name(table, id, second);
        let part = crate::schema::catalog::Constraint {
            kind: ConstraintKind::ForeignKey(own),
            parent: Some(id),
            local: false,
            inherited: 1,
            ..constraint
        };
        let new = self.put_constraint(table, name, part, self.origin.span, Vec::new());
        self.catalog.link(Edge { on: (id, Part::Whole), by: (new, Part::Whole), link: Link::Internal });
        self.catalog.link(Edge { on: (partition, Part::Whole), by: (new, Part::Whole), link: Link::Normal });
        for below in self.partitions(partition) {
            self.refer_to_partition(new, below, second)?;
        }
        Ok(())
    }
}

fn disagree() -> Box<crate::schema::Failure> {
    failure(INVALID_FOREIGN_KEY, "number of referencing and referenced columns for foreign key disagree")
}
