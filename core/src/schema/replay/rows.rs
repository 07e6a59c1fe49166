//! Statements about rows, as far as the schema decides whether they run.

use crate::order::distinct;
use crate::schema::Schema;
use crate::schema::catalog::{Column, DataType, Id, Identity, RelationKind, TypeName};
use crate::schema::failure::{Done, NOT_READY, UNSUPPORTED, WRONG_OBJECT, failure};
use crate::statement::{
    self as said, Constant, Expr, Insert, Name, OnConflict, Refresh, Target, Truncate, Update,
};

impl Schema {
    /// What a foreign key of another table points at is not emptied alone.
    pub(super) fn truncate(&mut self, it: &Truncate) -> Done {
        let mut tables = Vec::new();
        for (table, only) in it.tables.iter().zip(&it.only) {
            let id = self.relation(&table.value)?;
            if *only && self.is_partitioned(id) {
                return Err(failure(WRONG_OBJECT, "cannot truncate only a partitioned table"));
            }
            tables.push(id);
            if !only {
                tables.extend(self.heirs(id));
            }
        }
        let tables = distinct(tables);
        let referred =
            |table: &Id| self.pointing_at(*table).iter().any(|on| tables.binary_search(on).is_err());
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

    pub(super) fn may_update(&self, it: &Update) -> Done {
        self.may_set(&it.table.value, &it.set)
    }

    fn may_set(&self, table: &Name, set: &[Target]) -> Done {
        let Some((_, table)) = self.fit_relation(table) else { return Ok(()) };
        for target in set {
            if let Some(column) = target.name.as_ref().and_then(|name| table.column(name)) {
                self.takes(column, &target.value, false)?;
            }
        }
        Ok(())
    }

    /// The values of the first row, or of a query where the columns are named.
    pub(super) fn may_insert(&self, it: &Insert) -> Done {
        let Some((_, table)) = self.fit_relation(&it.table.value) else { return Ok(()) };
        let values: &[Expr] = match it.query.as_ref().map(|it| &it.body) {
            Some(said::Body::Values(it)) => &it.first,
            Some(_) => &[],
            None => return Ok(()),
        };
        let unknown = Expr::Constant(Constant::Null);
        let count = if it.columns.is_empty() { values.len() } else { it.columns.len() };
        for at in 0..count {
            let column = match it.columns.get(at) {
                Some(name) => table.column(name),
                None => table.columns.get(at).map(|it| &**it),
            };
            if let Some(column) = column {
                self.takes(column, values.get(at).unwrap_or(&unknown), it.overriding)?;
            }
        }
        match &it.on_conflict {
            Some(OnConflict::Update { set, .. }) => self.may_set(&it.table.value, set),
            _ => Ok(()),
        }
    }

    /// GENERATED ALWAYS takes no value but its own, and an enum none that came with the same transaction.
    fn takes(&self, column: &Column, value: &Expr, overriding: bool) -> Done {
        let always = column.identity == Some(Identity::Always) && !overriding || column.generated.is_some();
        if always && *value != Expr::Default {
            let what = format!("cannot write a value other than DEFAULT into column \"{}\"", column.name);
            return Err(failure("428C9", what));
        }
        self.may_use_label(value, &column.data_type)
    }

    /// A label that the transaction has added to an enum is not used in it.
    pub(in crate::schema) fn may_use_label(&self, value: &Expr, of: &DataType) -> Done {
        match (value.text(), &of.name) {
            (Some(label), TypeName::Object(id)) if self.is_fresh(*id, label) => {
                let of = self.catalog.get(*id).map_or("", |it| it.name.as_str());
                let what = format!("unsafe use of new value \"{label}\" of enum type {of}");
                Err(failure("55P04", what))
            }
            _ => Ok(()),
        }
    }
}
