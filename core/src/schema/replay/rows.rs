//! Statements about rows, as far as the schema decides whether they run: TRUNCATE, REFRESH.

use crate::schema::Schema;
use crate::schema::catalog::{ConstraintKind, Id, Link, Part, RelationKind};
use crate::schema::failure::{Done, NOT_READY, UNSUPPORTED, failure};
use crate::statement::{Refresh, Truncate};

impl Schema {
    /// What a foreign key of another table points at is not emptied alone.
    pub(super) fn truncate(&mut self, it: &Truncate) -> Done {
        let mut tables = Vec::new();
        for table in &it.tables {
            tables.push(self.relation(&table.value)?);
        }
        let referred = |table: &Id| {
            let pointing = self.catalog.linked((*table, Part::Whole), Link::Normal);
            pointing.filter_map(|it| self.catalog.get(it.by.0)).any(|object| {
                let own = object.below.is_some_and(|it| tables.contains(&it));
                !own && object.constraint().is_some_and(|it| matches!(it.kind, ConstraintKind::ForeignKey(_)))
            })
        };
        if !it.cascade && tables.iter().any(referred) {
            return Err(failure(
                UNSUPPORTED,
                "cannot truncate a table referenced in a foreign key constraint",
            ));
        }
        Ok(())
    }

    pub(super) fn refresh(&mut self, it: &Refresh) -> Done {
        let view = self.relation(&it.view.value)?;
        let Some(known) = self.catalog.get(view).and_then(|it| it.relation()) else { return Ok(()) };
        if it.concurrently && known.kind == RelationKind::MaterializedView {
            if !known.populated {
                let what = "CONCURRENTLY cannot be used when the materialized view is not populated";
                return Err(failure(UNSUPPORTED, what));
            }
            let full = |id: &Id| {
                let index = self.catalog.get(*id).and_then(|it| it.index());
                index.is_some_and(|it| {
                    it.unique && it.predicate.is_none() && it.columns().all(|it| it.is_some())
                })
            };
            if !self.indexes_of(view).iter().any(full) {
                let name = self.catalog.qualified(view, self.postgres);
                let what = format!("cannot refresh materialized view \"{name}\" concurrently");
                return Err(failure(NOT_READY, what));
            }
        }
        let populated = it.with_data;
        self.catalog.change(view, |object| {
            if let Some(it) = object.relation_mut() {
                it.populated = populated;
            }
        });
        Ok(())
    }
}
