//! ATTACH and DETACH of partitions.

use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Builtin, Constraint, ConstraintKind, Expression, Id, Index, Link, Object, Space, Volatility,
};
use crate::schema::failure::{Done, Failure, INVALID_OBJECT, MISMATCH, WRONG_OBJECT, failure};
use crate::statement::{Bounds, Name, Strategy};

impl Schema {
    pub(super) fn attach(&mut self, table: Id, partition: &Name, bounds: Option<&Bounds>) -> Done {
        let own = self.relation(partition)?;
        if let Some(index) = self.catalog.get(table).and_then(|it| it.index()).cloned() {
            self.join_index(own, table);
            return self.complete(table, &index);
        }
        let parent = self.catalog.get(table).and_then(|it| it.relation());
        let (name, _) = self.placed(table);
        if parent.is_some_and(|it| it.partitioned.is_none() && !it.open) {
            return Err(self.not_partitioned(&name));
        }
        let Some(bounds) = bounds else { return Ok(()) };
        self.may_have_bounds(table, bounds)?;
        self.may_be_attached(own)?;
        self.not_circular(own, table)?;
        self.has_only_columns_of(own, table)?;
        self.has_free_bounds(table, bounds)?;
        self.has_columns_of(own, table)?;
        self.become_partition(own, table, bounds);
        self.inherit(own, table)?;
        self.disown(own);
        for index in self.indexes_of(table) {
            self.index_on_partition(own, index)?;
        }
        self.clone_triggers(table, own);
        self.clone_keys(table, own)
    }

    fn may_be_attached(&self, own: Id) -> Done {
        let Some(relation) = self.catalog.get(own).and_then(|it| it.relation()) else { return Ok(()) };
        let what = match relation {
            it if it.partition_of.is_some() => "table is already a partition",
            it if !it.inherits.is_empty() => "cannot attach inheritance child as partition",
            it if it.partitioned.is_none() && !self.children(own).is_empty() => {
                "cannot attach inheritance parent as partition"
            }
            _ => return Ok(()),
        };
        Err(failure(WRONG_OBJECT, what))
    }

    fn has_only_columns_of(&self, own: Id, table: Id) -> Done {
        let relation = |id| self.catalog.get(id).and_then(|it: &Object| it.relation());
        let (Some(own), Some(of)) = (relation(own), relation(table)) else { return Ok(()) };
        match own.columns.iter().find(|it| of.column(&it.name).is_none()).filter(|_| !of.open) {
            None => Ok(()),
            Some(it) => {
                Err(failure(MISMATCH, format!("table contains column \"{}\" not found in parent", it.name)))
            }
        }
    }

    fn not_partitioned(&self, name: &crate::statement::Ident) -> Box<Failure> {
        let state = if self.postgres < 18 { INVALID_OBJECT } else { WRONG_OBJECT };
        failure(state, format!("table \"{name}\" is not partitioned"))
    }

    /// What a partition has is its table's.
    fn disown(&mut self, partition: Id) {
        self.catalog.change(partition, |object: &mut Object| {
            let Some(it) = object.relation_mut() else { return };
            for column in &mut it.columns {
                std::rc::Rc::make_mut(column).local = false;
            }
        });
    }

    /// An index on a partitioned table is valid once every partition has its part.
    fn complete(&mut self, id: Id, index: &Index) -> Done {
        let parts = self.partitions(index.table).into_iter().all(|partition| {
            self.indexes_of(partition).into_iter().any(|own| {
                self.catalog.get(own).and_then(|it| it.index()).is_some_and(|it| it.parent == Some(id))
            })
        });
        self.catalog.change(id, |object| {
            if let Body::Index(it) = &mut object.body {
                it.valid |= parts;
            }
        });
        Ok(())
    }

    pub(super) fn detach(&mut self, table: Id, partition: &Name, concurrently: bool) -> Done {
        let own = self.relation(partition)?;
        let whole = self.catalog.get(table).and_then(|it| it.relation());
        if whole.is_some_and(|it| it.partitioned.is_none() && !it.open) {
            return Err(self.not_partitioned(&self.placed(table).0));
        }
        let with_default = self
            .partitions(table)
            .into_iter()
            .any(|id| self.catalog.get(id).and_then(|it| it.relation()).is_some_and(|it| it.is_default));
        if concurrently && with_default {
            let what = "cannot detach partitions concurrently when a default partition exists";
            return Err(failure("55000", what));
        }
        if !self.partitions(table).contains(&own) && !self.catalog.get(own).is_some_and(|it| it.assumed) {
            let (own, table) = (self.placed(own).0, self.placed(table).0);
            let what = format!("relation \"{own}\" is not a partition of relation \"{table}\"");
            return Err(failure("42P01", what));
        }
        self.leave_parts(table, own)?;
        self.disinherit(own, table);
        if concurrently {
            self.keep_bounds(table, own);
        }
        Ok(())
    }

    /// DETACH CONCURRENTLY leaves the bounds behind as a CHECK, for those who still take it for a partition; not those
    /// of a hash, which say nothing without the table.
    fn keep_bounds(&mut self, table: Id, own: Id) {
        let key = self.catalog.get(table).and_then(|it| it.relation()?.partitioned.clone());
        let Some(key) = key.filter(|it| it.strategy != Strategy::Hash) else { return };
        let columns = self.mapped(table, own, &key.columns.iter().flatten().copied().collect::<Vec<_>>());
        let expression = Expression {
            data_type: Some(Builtin::BOOL.into()),
            volatility: Volatility::Immutable,
            columns: columns.clone(),
            counts: Vec::new(),
            // A partition of a list may hold NULL.
            proves_not_null: if key.strategy == Strategy::Range { columns.clone() } else { Vec::new() },
            null: false,
            name: None,
        };
        let (name, schema) = self.placed(own);
        let one = self.catalog.get(own).and_then(|it| it.relation()).filter(|_| columns.len() == 1);
        let second = one.and_then(|it| it.numbered(columns[0])).map_or("", |it| it.name.as_str());
        let name = self.catalog.choose_constraint(schema, (name.as_str(), second, "check"), &[]);
        let constraint = Constraint {
            kind: ConstraintKind::Check(expression.into()),
            columns,
            index: None,
            deferrable: false,
            initially_deferred: false,
            valid: true,
            enforced: true,
            no_inherit: false,
            inherited: 0,
            local: true,
            parent: None,
        };
        self.put_constraint(own, name, constraint, self.origin.span, Vec::new());
    }

    /// Indexes and keys of a detached partition are its own; its triggers of the table are gone.
    fn leave_parts(&mut self, table: Id, own: Id) -> Done {
        for index in self.indexes_of(own) {
            self.catalog.change(index, |object| {
                if let Body::Index(it) = &mut object.body {
                    it.parent = None;
                }
            });
            self.free(index);
        }
        let constraints: Vec<Id> = self.catalog.named(Space::Constraint, Some(own)).collect();
        for id in constraints {
            let parent = self.catalog.get(id).and_then(|it| it.constraint()?.parent);
            if parent.is_some_and(|it| self.table_of(it) == Some(table)) {
                self.change_constraint(id, |it| {
                    (it.parent, it.inherited, it.local) = (None, 0, true);
                });
                self.free(id);
                self.stand_alone(id)?;
            }
        }
        let pointing: Vec<Id> = self
            .catalog
            .dependents(own)
            .map(|it| it.by.0)
            .filter(|id| {
                self.catalog.get(*id).and_then(|it| it.constraint()).is_some_and(|it| it.parent.is_some())
            })
            .filter(|id| self.table_of(*id) != Some(own))
            .collect();
        for id in pointing {
            self.catalog.remove(id);
        }
        let triggers: Vec<Id> = self.catalog.named(Space::Trigger, Some(own)).collect();
        for id in triggers {
            if matches!(self.catalog.get(id).map(|it| &it.body), Some(Body::Trigger(it)) if it.parent.is_some())
            {
                self.catalog.remove(id);
            }
        }
        Ok(())
    }

    /// No longer a part of another object, unless that is the constraint that an index is inside of.
    fn free(&mut self, id: Id) {
        let inside = self.catalog.get(id).and_then(|it| it.index()?.constraint);
        for edge in self.catalog.needs(id) {
            if edge.link == Link::Internal && Some(edge.on.0) != inside {
                self.catalog.unlink(edge);
            }
        }
    }
}
