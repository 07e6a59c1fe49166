//! Triggers, rules and policies.

use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Builtin, Constraint, ConstraintKind, Id, Link, Part, Space, Trigger, TypeName,
};
use crate::schema::failure::{DUPLICATE_OBJECT, Done, INVALID_OBJECT, UNDEFINED_FUNCTION, failure, written};
use crate::schema::infer::{Analyst, Item, Scope};
use crate::statement::{AlterPolicy, CreatePolicy, CreateRule, CreateTrigger, Expr, Ident, Name, Timing};

/// The server's own functions that triggers call.
const OWN: &[&str] =
    &["tsvector_update_trigger", "tsvector_update_trigger_column", "suppress_redundant_updates_trigger"];

/// Extensions that bring no functions for triggers.
const WITHOUT_TRIGGERS: &[&str] = &[
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "earthdistance",
    "fuzzystrmatch",
    "hstore",
    "intarray",
    "ltree",
    "pg_stat_statements",
    "pg_trgm",
    "pgcrypto",
    "plpgsql",
    "tablefunc",
    "unaccent",
    "uuid-ossp",
    "vector",
];

impl Schema {
    pub(super) fn create_trigger(&mut self, it: &CreateTrigger) -> Done {
        let table = self.relation(&it.table.value)?;
        let name = &it.name.value;
        if it.timing == Timing::Before && it.for_each_row {
            self.no_rows_before_triggers(table, &it.table.value.name)?;
        }
        let function = self.trigger_function(&it.function.value)?;
        let columns = self.column_numbers(table, &it.columns)?;
        let mut uses: Vec<(Id, Part)> = columns.into_iter().map(|it| (table, Part::Column(it))).collect();
        uses.extend(function.map(|id| (id, Part::Whole)));
        if let Some(condition) = &it.condition {
            uses.extend(self.row_uses(table, condition)?);
        }
        if let Some(known) = self.catalog.find(Space::Trigger, Some(table), name) {
            if !it.or_replace {
                let what =
                    format!("trigger \"{name}\" for relation \"{}\" already exists", it.table.value.name);
                return Err(failure(DUPLICATE_OBJECT, what));
            }
            self.catalog.remove(known);
        }
        let trigger = Trigger { function, row: it.for_each_row, constraint: it.constraint, parent: None };
        let object = self.born(name.clone(), Some(table), Body::Trigger(trigger));
        let id = self.catalog.add(object);
        self.depend((id, Part::Whole), uses, Link::Normal);
        if it.constraint {
            self.trigger_constraint(table, id, it)?;
        }
        if it.for_each_row {
            for partition in self.partitions(table) {
                self.clone_trigger(id, partition);
            }
        }
        Ok(())
    }

    /// A constraint trigger has a constraint of its name.
    fn trigger_constraint(&mut self, table: Id, trigger: Id, it: &CreateTrigger) -> Done {
        self.free_constraint(table, &it.name.value)?;
        let constraint = Constraint {
            kind: ConstraintKind::Trigger,
            columns: Vec::new(),
            index: None,
            deferrable: it.deferrable,
            initially_deferred: it.initially_deferred,
            valid: true,
            enforced: true,
            no_inherit: true,
            inherited: 0,
            local: true,
            parent: None,
        };
        let id = self.put_constraint(table, it.name.value.clone(), constraint, self.origin.span, Vec::new());
        self.depend((id, Part::Whole), [(trigger, Part::Whole)], Link::Internal);
        Ok(())
    }

    /// The function that a trigger calls; `None` for the server's own, and for those that extensions bring.
    fn trigger_function(&self, name: &Name) -> Done<Option<Id>> {
        let known = self.functions_named(name);
        let plain = known.iter().find(|id| {
            let function = self.catalog.get(**id).and_then(|it| it.function());
            function.is_some_and(|it| it.arguments.is_empty())
        });
        if let Some(id) = plain {
            let returns = self.catalog.get(*id).and_then(|it| it.function()?.returns.clone());
            let fits =
                returns.is_none_or(|it| it.is(Builtin::TRIGGER) || matches!(it.name, TypeName::Unknown(_)));
            let what = format!("function {} must return type trigger", name.name);
            return if fits { Ok(Some(*id)) } else { Err(failure(INVALID_OBJECT, what)) };
        }
        let extensions = self.catalog.all(Space::Extension).filter_map(|it| self.catalog.get(it));
        let extended = extensions.into_iter().any(|it| !WITHOUT_TRIGGERS.contains(&it.name.as_str()));
        if !self.whole || extended || OWN.contains(&name.name.as_str()) {
            return Ok(None);
        }
        let what = format!("function {}() does not exist", written(name));
        Err(failure(UNDEFINED_FUNCTION, what).missed())
    }

    /// What a condition on OLD and NEW uses.
    fn row_uses(&self, table: Id, condition: &Expr) -> Done<Vec<(Id, Part)>> {
        let Some(relation) = self.catalog.get(table).and_then(|it| it.relation()) else {
            return Ok(Vec::new());
        };
        let row = |name: &str| Item::relation(table, Ident::folded(name), relation);
        let mut analyst = Analyst::new(self);
        analyst.expr(condition, &Scope::of(vec![row("old"), row("new")]));
        match analyst.failure.take().filter(|it| !self.overlooks(it)) {
            Some(failure) => Err(failure),
            None => Ok(analyst.uses.list()),
        }
    }

    /// The row triggers of a partitioned table are its partitions' too.
    pub(super) fn clone_triggers(&mut self, parent: Id, partition: Id) {
        let triggers: Vec<Id> = self.catalog.named(Space::Trigger, Some(parent)).collect();
        for id in triggers {
            self.clone_trigger(id, partition);
        }
    }

    fn clone_trigger(&mut self, id: Id, partition: Id) {
        let Some(object) = self.catalog.get(id).cloned() else { return };
        let Body::Trigger(trigger) = &object.body else { return };
        let known = self.catalog.find(Space::Trigger, Some(partition), &object.name);
        if !trigger.row || known.is_some() {
            return;
        }
        let own = Trigger { parent: Some(id), ..trigger.clone() };
        let new = self.born(object.name.clone(), Some(partition), Body::Trigger(own));
        let new = self.catalog.add(new);
        self.depend((new, Part::Whole), trigger.function.map(|it| (it, Part::Whole)), Link::Normal);
        self.depend((new, Part::Whole), [(id, Part::Whole)], Link::Internal);
        for below in self.partitions(partition) {
            self.clone_trigger(new, below);
        }
    }

    pub(super) fn create_rule(&mut self, it: &CreateRule) -> Done {
        let table = self.relation(&it.table.value)?;
        let name = &it.name.value;
        if let Some(known) = self.catalog.find(Space::Rule, Some(table), name) {
            if !it.or_replace {
                let what = format!("rule \"{name}\" for relation \"{}\" already exists", it.table.value.name);
                return Err(failure(DUPLICATE_OBJECT, what));
            }
            self.catalog.remove(known);
        }
        let uses = self.body_uses(&it.actions);
        let object = self.born(name.clone(), Some(table), Body::Rule);
        let id = self.catalog.add(object);
        self.depend((id, Part::Whole), uses.into_iter().filter(|it| it.0 != table), Link::Normal);
        Ok(())
    }

    pub(super) fn create_policy(&mut self, it: &CreatePolicy) -> Done {
        let table = self.relation(&it.table.value)?;
        let name = &it.name.value;
        if self.catalog.find(Space::Policy, Some(table), name).is_some() {
            let what = format!("policy \"{name}\" for table \"{}\" already exists", it.table.value.name);
            return Err(failure(DUPLICATE_OBJECT, what));
        }
        let uses = self.policy_uses(table, it.using.iter().chain(&it.check))?;
        let object = self.born(name.clone(), Some(table), Body::Policy);
        let id = self.catalog.add(object);
        self.depend((id, Part::Whole), uses, Link::Normal);
        Ok(())
    }

    fn policy_uses<'e>(
        &self,
        table: Id,
        conditions: impl Iterator<Item = &'e Expr>,
    ) -> Done<Vec<(Id, Part)>> {
        let mut uses = Vec::new();
        for condition in conditions {
            uses.extend(self.expression(condition, Some(table))?.1);
        }
        uses.retain(|it| *it != (table, Part::Whole));
        Ok(uses)
    }

    /// What it spoke of before is forgotten, though one of its two conditions may stay as it was.
    pub(super) fn alter_policy(&mut self, it: &AlterPolicy) -> Done {
        let table = self.relation(&it.table.value)?;
        let name = &it.name.value;
        let open = self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.open);
        let Some(id) = self.catalog.find(Space::Policy, Some(table), name) else {
            let what = format!("policy \"{name}\" for table \"{}\" does not exist", it.table.value.name);
            let missing = failure("42704", what).missed().certain(true);
            return if open { Ok(()) } else { Err(missing) };
        };
        let uses = self.policy_uses(table, it.using.iter().chain(&it.check))?;
        if it.using.is_some() || it.check.is_some() {
            for edge in self.catalog.needs(id) {
                self.catalog.unlink(edge);
            }
        }
        self.depend((id, Part::Whole), uses, Link::Normal);
        Ok(())
    }
}
