//! ALTER COLUMN … TYPE.

use super::alter;
use crate::order::sorted;
use crate::schema::Schema;
use crate::schema::catalog::{
    Body, ConstraintKind, DataType, Expression, Id, Index, Link, Part, RelationKind, Space,
};
use crate::schema::failure::{Done, INVALID_TABLE, MISMATCH, UNSUPPORTED, failure};
use crate::statement::{Action, ActionKind, AlterType, Expr, Ident};

impl Schema {
    /// All of one table, and what stands on it made anew, before those of its children.
    pub(super) fn change_types(&mut self, table: Id, parts: &[Action]) -> Done {
        if parts.iter().all(|action| !matches!(action.kind, ActionKind::AlterType(_))) {
            return Ok(());
        }
        let heirs = self.heirs(table);
        [table].into_iter().chain(heirs).try_for_each(|table| self.change_types_of(table, parts))
    }

    fn change_types_of(&mut self, table: Id, parts: &[Action]) -> Done {
        let types = |action: &'_ Action| match &action.kind {
            ActionKind::AlterType(it) => Some(it.column.value.clone()),
            _ => None,
        };
        let mut changed = Vec::new();
        for action in parts {
            let ActionKind::AlterType(of) = &action.kind else { continue };
            if changed.contains(&types(action)) {
                let what = format!("cannot alter type of column \"{}\" twice", of.column.value);
                return Err(alter::at(action, failure(UNSUPPORTED, what)));
            }
            changed.push(types(action));
            self.alter_type(table, of).map_err(|failure| alter::at(action, failure))?;
        }
        for action in parts {
            if let Some(name) = types(action) {
                self.made_anew(table, &name).map_err(|failure| alter::at(action, failure))?;
            }
        }
        Ok(())
    }

    /// What PostgreSQL asks before any part of the statement is done.
    pub(super) fn may_change_type(&mut self, table: Id, it: &AlterType, only: bool) -> Done {
        let name = &it.column.value;
        let using = match &it.using {
            Some(using) => Some((using, self.expression(using, Some(table))?.0.data_type)),
            None => None,
        };
        let number = self.column_number(table, name)?;
        let Some(column) = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number)).cloned()
        else {
            return Ok(());
        };
        let to = self.resolve_type(&it.data_type)?;
        if column.identity.is_some() {
            super::column::can_count(&to)?;
        }
        if column.inherited > 0 && !self.is_recursing(table) {
            return Err(failure(INVALID_TABLE, format!("cannot alter inherited column \"{name}\"")));
        }
        self.not_partition_key(table, number, name, "alter")?;
        let (from, what) = match using {
            None => (Some(column.data_type), "column"),
            // What a function gives is not as well known.
            Some((Expr::Cast { .. } | Expr::Column(_), from)) => (from, "result of USING clause for column"),
            Some(_) => (None, ""),
        };
        if let Some(from) = from {
            self.must_cast(&from, &to, &format!("{what} \"{name}\""))?;
        }
        self.not_only(table, only, "type of an inherited column must be changed in child tables too")
    }

    fn must_cast(&self, from: &DataType, to: &DataType, what: &str) -> Done {
        if self.casts(from, to, false) {
            return Ok(());
        }
        let to = to.format_bare(&self.catalog, self.postgres);
        Err(failure(MISMATCH, format!("{what} cannot be cast automatically to type {to}")))
    }

    pub(super) fn alter_type(&mut self, table: Id, it: &AlterType) -> Done {
        let name = &it.column.value;
        let data_type = self.resolve_type(&it.data_type)?;
        let number = self.column_number(table, name)?;
        let Some(column) = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number)).cloned()
        else {
            return Ok(());
        };
        if column.default.is_some() && column.generated.is_none() {
            self.must_cast(&column.data_type, &data_type, &format!("default for column \"{name}\""))?;
        }
        self.change_type(table, number, data_type)
    }

    /// What stands on a column of a new type is made anew: expressions of indexes first, then indexes, then constraints.
    pub(super) fn made_anew(&self, table: Id, name: &Ident) -> Done {
        let Some(column) = self.catalog.get(table).and_then(|it| it.relation()?.column(name)) else {
            return Ok(());
        };
        let number = column.number;
        let counts = |it: &Expression| it.counts.contains(&number);
        let indexes = self.indexes_of(table);
        let indexes: Vec<&Index> =
            indexes.iter().filter_map(|id| self.catalog.get(*id).and_then(|it| it.index())).collect();
        if indexes.iter().any(|it| it.expressions().any(counts)) {
            self.can_count(&column.data_type)?;
        }
        for index in indexes {
            if index.columns().any(|it| it == Some(number)) {
                self.comparable(index)?;
            }
        }
        let mut constraints = sorted(self.catalog.named(Space::Constraint, Some(table)).collect(), Id::cmp);
        // Those of other tables come after its own.
        constraints.extend(self.catalog.dependents(table).map(|it| it.by.0));
        for id in constraints {
            match self.catalog.get(id).and_then(|it| it.constraint()).map(|it| &it.kind) {
                Some(ConstraintKind::Check(it)) if counts(it) => self.can_count(&column.data_type)?,
                Some(ConstraintKind::ForeignKey(_)) => self.key_still_fits(id, table, number)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn is_recursing(&self, table: Id) -> bool {
        self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.open)
    }

    fn change_type(&mut self, table: Id, number: u16, data_type: DataType) -> Done {
        self.unused(table, number)?;
        let by = (table, Part::Column(number));
        for edge in self.catalog.needs(table) {
            if edge.by == by && edge.on.1 == Part::Whole {
                self.catalog.unlink(edge);
            }
        }
        self.change_column(table, number, |it| it.data_type = data_type.clone());
        self.hold_type(by, &data_type);
        self.change_sequences(table, number, &data_type);
        Ok(())
    }

    /// The sequence of an identity column is of its column's type.
    fn change_sequences(&mut self, table: Id, number: u16, data_type: &DataType) {
        let owned: Vec<Id> =
            self.catalog.linked((table, Part::Column(number)), Link::Internal).map(|it| it.by.0).collect();
        for id in owned {
            self.catalog.change(id, |object| {
                if let Body::Sequence(it) = &mut object.body {
                    it.data_type = data_type.clone();
                }
            });
        }
    }

    /// Views, policies, triggers and generated columns keep a column's type as it is.
    fn unused(&self, table: Id, number: u16) -> Done {
        for edge in self.catalog.dependents_of((table, Part::Column(number))) {
            let Some(by) = self.catalog.get(edge.by.0) else { continue };
            let used = match &by.body {
                Body::Relation(it)
                    if matches!(it.kind, RelationKind::View | RelationKind::MaterializedView) =>
                {
                    "a view or rule"
                }
                Body::Rule => "a view or rule",
                Body::Policy => "a policy definition",
                Body::Trigger(_) => "a trigger definition",
                Body::Relation(_) if edge.by.0 == table && matches!(edge.by.1, Part::Default(_)) => {
                    "a generated column"
                }
                _ => continue,
            };
            let state =
                if used == "a generated column" && self.postgres < 15 { "42601" } else { UNSUPPORTED };
            return Err(failure(
                state,
                format!("cannot alter type of a column used by {used}")
                    .replace("by a policy", "in a policy")
                    .replace("by a trigger", "in a trigger"),
            ));
        }
        Ok(())
    }
}
