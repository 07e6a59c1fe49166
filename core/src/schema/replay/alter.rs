//! ALTER TABLE, part by part.

use crate::schema::Schema;
use crate::schema::catalog::{Body, ConstraintKind, Id, Part, Persistence, RelationKind, Space};
use crate::schema::failure::{Done, Failure, UNDEFINED_OBJECT, WRONG_OBJECT, failure, written};
use crate::statement::{
    Action, ActionKind, AlterConstraint, AlterTable, Constraint, ConstraintKind as Said, Ident, Name, Object,
    ReplicaIdentity, RowSecurity,
};

impl Schema {
    pub(super) fn alter_table(&mut self, it: &AlterTable) -> Done {
        self.alter_parts(it, &it.actions)
    }

    /// Only these of a statement's parts.
    pub(super) fn alter_parts(&mut self, it: &AlterTable, parts: &[Action]) -> Done {
        let name = &it.table.value;
        if it.if_exists && self.relation_id(name).is_none() {
            return Ok(());
        }
        let table = match it.object {
            Object::Type => self.lookup(Space::Type, name).ok_or_else(|| self.no_type(name))?,
            _ => self.relation(name)?,
        };
        self.fits(table, it.object, name)?;
        for action in parts {
            self.may_alter(table, it, &action.kind).map_err(|failure| at(action, failure))?;
        }
        let mut new = Vec::new();
        (0..PASSES).try_for_each(|pass| self.pass(table, it, parts, pass, &mut new))
    }

    /// One pass over the parts. `new`: those that have added a column so far.
    fn pass<'s>(
        &mut self,
        table: Id,
        it: &AlterTable,
        parts: &'s [Action],
        pass: usize,
        new: &mut Vec<&'s Action>,
    ) -> Done {
        let of_pass = |action: &&Action| self::pass(&action.kind) == pass;
        for action in parts.iter().filter(of_pass) {
            new.extend(Some(action).filter(|_| self.is_new_column(table, &action.kind)));
            self.alter(table, it, action).map_err(|failure| at(action, failure))?;
        }
        if pass == TYPES {
            self.change_types(table, parts)?;
        }
        for action in new.iter().filter(|_| matches!(pass, KEYS | OTHERS)) {
            if let ActionKind::AddColumn { constraints, .. } = &action.kind {
                let done = self.constrain_new_column(table, constraints, pass == KEYS);
                done.map_err(|failure| at(action, failure))?;
            }
        }
        Ok(())
    }

    fn is_new_column(&self, table: Id, kind: &ActionKind) -> bool {
        let ActionKind::AddColumn { column, .. } = kind else { return false };
        let table = self.catalog.get(table).and_then(|it| it.relation());
        table.is_none_or(|it| it.column(&column.name.value).is_none())
    }

    /// What PostgreSQL asks of every part before it does the first one.
    fn may_alter(&mut self, table: Id, it: &AlterTable, kind: &ActionKind) -> Done {
        match kind {
            ActionKind::AlterType(of) => self.may_change_type(table, of, it.only),
            ActionKind::Inherit(_) => self.may_inherit(table),
            ActionKind::SetLogged | ActionKind::SetUnlogged
                if self.postgres >= 18 && self.is_partitioned(table) =>
            {
                Err(failure(WRONG_OBJECT, "ALTER action cannot be performed on a partitioned table"))
            }
            _ => Ok(()),
        }
    }

    /// `ALTER TABLE` works on most relations, the others on their own kind.
    fn fits(&self, id: Id, said: Object, name: &Name) -> Done {
        let body = self.catalog.get(id).map(|it| &it.body);
        let fits = match (said, body) {
            (Object::Index, Some(Body::Index(_))) | (Object::Sequence, Some(Body::Sequence(_))) => true,
            (Object::Table, Some(Body::Relation(it))) => it.kind != RelationKind::Composite,
            (Object::Table, Some(Body::Index(_) | Body::Sequence(_))) => true,
            (Object::View, Some(Body::Relation(it))) => it.kind == RelationKind::View,
            (Object::MaterializedView, Some(Body::Relation(it))) => it.kind == RelationKind::MaterializedView,
            (Object::ForeignTable, Some(Body::Relation(it))) => it.kind == RelationKind::Foreign,
            (Object::Type, Some(Body::Relation(it))) => it.kind == RelationKind::Composite,
            (Object::Index | Object::Sequence | Object::View | Object::MaterializedView, _) => false,
            _ => true,
        };
        let assumed = self.catalog.get(id).is_some_and(|it| it.assumed);
        if fits || assumed {
            return Ok(());
        }
        let article = if said == Object::Index { "an" } else { "a" };
        Err(failure(WRONG_OBJECT, format!("\"{}\" is not {article} {}", written(name), said.words())))
    }

    fn alter(&mut self, table: Id, statement: &AlterTable, action: &Action) -> Done {
        let only = statement.only;
        match &action.kind {
            ActionKind::AddColumn { column, if_not_exists, .. } => {
                self.alter_add_column(table, column, *if_not_exists, only)
            }
            ActionKind::DropColumn { column, if_exists, cascade } => {
                self.alter_drop_column(table, &column.value, *if_exists, *cascade, only)
            }
            ActionKind::AlterType(_) => Ok(()),
            ActionKind::AddConstraint(it) => self.alter_add_constraint(table, it, only),
            ActionKind::DropConstraint { name, if_exists, cascade } => {
                self.drop_constraint(table, &name.value, *if_exists, *cascade, only)
            }
            ActionKind::ValidateConstraint { name } => self.validate(table, &name.value),
            ActionKind::AlterConstraint(it) => self.alter_constraint(table, it),
            ActionKind::ClusterOn(name) => self.can_cluster_on(table, name),
            ActionKind::SetWithoutCluster => self.has_own_rows(table),
            ActionKind::SetParameters(_) => self.takes_parameters(table),
            ActionKind::SetLogged => self.set_logged(table, Persistence::Permanent),
            ActionKind::SetUnlogged => self.set_logged(table, Persistence::Unlogged),
            ActionKind::Inherit(parent) => self.inherit_later(table, &parent.value),
            ActionKind::NoInherit(parent) => {
                let parent = self.relation(&parent.value)?;
                self.can_disinherit(table, parent)?;
                self.disinherit(table, parent);
                Ok(())
            }
            ActionKind::ReplicaIdentity(it) => self.replica_identity(table, it),
            ActionKind::RowSecurity(it) => self.row_security(table, *it),
            ActionKind::AttachPartition { partition, bounds } => {
                self.attach(table, &partition.value, bounds.as_ref())
            }
            ActionKind::DetachPartition { partition, concurrently } => {
                self.detach(table, &partition.value, *concurrently)
            }
            ActionKind::OwnerTo(role) => {
                self.own(table, role);
                Ok(())
            }
            ActionKind::Trigger { which, .. } => self.has_trigger(table, which),
            kind => self.alter_column(table, kind, only),
        }
    }

    fn alter_add_constraint(&mut self, table: Id, it: &Constraint, only: bool) -> Done {
        if let Said::ForeignKey { target, .. } = &it.kind
            && self.is_partitioned(table)
        {
            let target = self.relation(target)?;
            if only {
                return Err(failure(WRONG_OBJECT, "cannot use ONLY for foreign key on a partitioned table"));
            }
            if it.not_valid {
                self.unsupported_not_valid(table, target)?;
            }
        }
        self.names_once(it)?;
        if let Said::PrimaryKey { columns, .. } = &it.kind {
            let relation = self.catalog.get(table).and_then(|it| it.relation());
            let may_be_null =
                |name: &Ident| relation.and_then(|it| it.column(name)).is_some_and(|it| !it.not_null);
            let parted = only && self.is_partitioned(table) && columns.iter().any(may_be_null);
            self.not_only(table, parted, "constraint must be added to child tables too")?;
        }
        if matches!(it.kind, Said::Check { .. }) && !it.no_inherit {
            self.not_only(table, only, "constraint must be added to child tables too")?;
        }
        self.add_constraint(table, it).map(|_| ())
    }

    fn no_constraint(&self, table: Id, name: &Ident) -> Box<Failure> {
        let (table_name, _) = self.placed(table);
        let there = self.catalog.named(Space::Constraint, Some(table));
        let there = there.filter_map(|it| Some(&self.catalog.get(it)?.name));
        let what = format!("constraint \"{name}\" of relation \"{table_name}\" does not exist");
        Failure::missing(UNDEFINED_OBJECT, what, name, there).certain(true)
    }

    /// A constraint of a table; `None` where the table may have more than is known.
    pub(super) fn constraint(&self, table: Id, name: &Ident) -> Done<Option<Id>> {
        match self.catalog.find(Space::Constraint, Some(table), name) {
            Some(id) => Ok(Some(id)),
            None if self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.open) => {
                Ok(None)
            }
            None => Err(self.no_constraint(table, name)),
        }
    }

    fn drop_constraint(
        &mut self,
        table: Id,
        name: &Ident,
        if_exists: bool,
        cascade: bool,
        only: bool,
    ) -> Done {
        if let Some(column) = self.not_null_named(table, name) {
            return self.drop_not_null(table, &column);
        }
        let id = match self.constraint(table, name) {
            Ok(Some(id)) => id,
            Ok(None) => return Ok(()),
            Err(_) if if_exists => return Ok(()),
            Err(failure) => return Err(failure),
        };
        let known = self.catalog.get(id).and_then(|it| it.constraint()).cloned();
        self.is_own(table, name, known.as_ref().map_or(0, |it| it.inherited))?;
        if known.is_some_and(|it| matches!(it.kind, ConstraintKind::Check(_)) && !it.no_inherit) {
            let parted = only && self.is_partitioned(table);
            self.not_only(table, parted, "cannot remove constraint from only the partitioned table")?;
            for child in self.children(table) {
                self.drop_inherited_check(child, name)?;
            }
        }
        self.catalog.drop(&[(id, Part::Whole)], cascade)
    }

    fn drop_inherited_check(&mut self, child: Id, name: &Ident) -> Done {
        let Some(id) = self.catalog.find(Space::Constraint, Some(child), name) else { return Ok(()) };
        let known = self.catalog.get(id).and_then(|it| it.constraint()).cloned();
        let Some(known) = known else { return Ok(()) };
        if known.inherited > 1 || known.local {
            self.change_constraint(id, |it| it.inherited = it.inherited.saturating_sub(1));
            return Ok(());
        }
        for below in self.children(child) {
            self.drop_inherited_check(below, name)?;
        }
        self.catalog.drop(&[(id, Part::Whole)], true)
    }

    fn validate(&mut self, table: Id, name: &Ident) -> Done {
        if let Some(column) = self.not_null_named(table, name) {
            let number = self.column_number(table, &column)?;
            self.change_column(table, number, |it| it.not_null_not_valid = false);
            return Ok(());
        }
        self.can_validate(table, name)?;
        let Some(id) = self.constraint(table, name)? else { return Ok(()) };
        self.change_constraint(id, |it| it.valid = true);
        for child in self.children(table) {
            if let Some(own) = self.catalog.find(Space::Constraint, Some(child), name) {
                self.change_constraint(own, |it| it.valid = true);
            }
        }
        Ok(())
    }

    fn alter_constraint(&mut self, table: Id, it: &AlterConstraint) -> Done {
        self.is_foreign_key(table, &it.name.value)?;
        let Some(id) = self.constraint(table, &it.name.value)? else { return Ok(()) };
        let parts: Vec<Id> = self.catalog.dependents(id).map(|it| it.by.0).collect();
        for id in std::iter::once(id).chain(parts) {
            self.change_constraint(id, |constraint| {
                if let Some((deferrable, deferred)) = it.deferrability {
                    (constraint.deferrable, constraint.initially_deferred) = (deferrable, deferred);
                }
                constraint.enforced = it.enforced.unwrap_or(constraint.enforced);
                constraint.valid = it.enforced.unwrap_or(constraint.valid);
                constraint.no_inherit = it.no_inherit.unwrap_or(constraint.no_inherit);
            });
        }
        Ok(())
    }

    fn set_logged(&mut self, table: Id, to: Persistence) -> Done {
        if to == Persistence::Unlogged {
            self.can_be_unlogged(table)?;
        }
        let (name, _) = self.placed(table);
        let persistence = |id: Id| {
            self.catalog.get(id).and_then(|it| it.relation()).filter(|it| !it.open).map(|it| it.persistence)
        };
        let constraints = self.catalog.named(Space::Constraint, Some(table));
        let targets = constraints.filter_map(|id| match &self.catalog.get(id)?.constraint()?.kind {
            ConstraintKind::ForeignKey(key) if key.target != table => Some(key.target),
            _ => None,
        });
        for target in targets {
            if to == Persistence::Permanent && persistence(target) == Some(Persistence::Unlogged) {
                let (target, _) = self.placed(target);
                let what = format!(
                    "could not change table \"{name}\" to logged because it references unlogged table \"{target}\""
                );
                return Err(failure("42P16", what));
            }
        }
        self.catalog.change(table, |object| {
            if let Some(it) = object.relation_mut() {
                it.persistence = to;
            }
        });
        Ok(())
    }

    fn row_security(&mut self, table: Id, it: RowSecurity) -> Done {
        self.catalog.change(table, |object| {
            let Some(relation) = object.relation_mut() else { return };
            match it {
                RowSecurity::Enable => relation.row_security = true,
                RowSecurity::Disable => relation.row_security = false,
                RowSecurity::Force => relation.force_row_security = true,
                RowSecurity::NoForce => relation.force_row_security = false,
            }
        });
        Ok(())
    }

    fn replica_identity(&mut self, table: Id, it: &ReplicaIdentity) -> Done {
        let (_, schema) = self.placed(table);
        let chosen = match it {
            ReplicaIdentity::Index(name) => {
                self.can_identify(table, name)?;
                let found = self.catalog.find(Space::Relation, Some(schema), name);
                let Some(id) = found else {
                    let (known, (table, _)) = (self.knows_all(table), self.placed(table));
                    let what = format!("index \"{name}\" for table \"{table}\" does not exist");
                    return if known { Err(failure(UNDEFINED_OBJECT, what)) } else { Ok(()) };
                };
                Some(id)
            }
            _ => None,
        };
        for index in self.indexes_of(table) {
            self.catalog.change(index, |object| {
                if let Body::Index(it) = &mut object.body {
                    it.replica_identity = chosen == Some(index);
                }
            });
        }
        Ok(())
    }

    fn has_trigger(&self, table: Id, which: &crate::statement::TriggerChoice) -> Done {
        let crate::statement::TriggerChoice::Named(name) = which else { return Ok(()) };
        let known = self.catalog.find(Space::Trigger, Some(table), &name.value).is_some();
        let open = self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.open);
        if known || open {
            return Ok(());
        }
        let (table, _) = self.placed(table);
        let what = format!("trigger \"{}\" for table \"{table}\" does not exist", name.value);
        Err(failure(UNDEFINED_OBJECT, what).missed().certain(true))
    }
}

pub(super) fn at(action: &Action, mut failure: Box<Failure>) -> Box<Failure> {
    failure.at = Some(action.span);
    failure
}

/// PostgreSQL does the parts of a statement in passes: what is dropped and changed first, then what is added.
fn pass(kind: &ActionKind) -> usize {
    match kind {
        ActionKind::DropColumn { .. }
        | ActionKind::DropConstraint { .. }
        | ActionKind::DropNotNull { .. }
        | ActionKind::DropExpression { .. }
        | ActionKind::DropIdentity { .. }
        | ActionKind::SetDefault { value: None, .. } => 0,
        ActionKind::AlterType(_) => TYPES,
        ActionKind::AddColumn { .. } => 2,
        ActionKind::SetNotNull { .. } => 3,
        ActionKind::AddConstraint(it) => match &it.kind {
            Said::PrimaryKey { .. } | Said::Unique { .. } | Said::Exclusion(_) => KEYS,
            _ => OTHERS,
        },
        ActionKind::SetDefault { .. } | ActionKind::AddIdentity { .. } => OTHERS,
        _ => PASSES - 1,
    }
}

const TYPES: usize = 1;
const KEYS: usize = 4;
const OTHERS: usize = 5;
const PASSES: usize = 7;
