//! Statements that a server refuses because of how things stand: what an older version does not know, and objects that
//! are not fit for what is asked of them.

use crate::order::distinct;
use crate::schema::Schema;
use crate::schema::catalog::{ConstraintKind, Generated, Id, Identity, Index, Persistence, Relation, Space};
use crate::schema::failure::{
    DUPLICATE_COLUMN, Done, Failure, INVALID_TABLE, UNDEFINED_OBJECT, UNDEFINED_TABLE, UNSUPPORTED,
    WRONG_OBJECT, failure,
};
use crate::statement::{
    ActionKind, AlterTable, At, Constraint, ConstraintKind as Said, CreateView, Expr, Ident, KeyIndex, Kind,
    Name, Reindex, ReindexTarget, ReplicaIdentity, Statement, Target, Update,
};
use std::collections::BTreeSet;

impl Schema {
    /// Whether all is fit for the statement, as far as nothing else of the replay asks.
    pub(super) fn fit(&self, statement: &Statement) -> Done {
        match &statement.kind {
            Kind::CreateIndex(it) if it.nulls_not_distinct && self.postgres < 15 => self.since(15, "nulls"),
            Kind::CreateIndex(it) => self.can_index(&it.table.value, it.columns()),
            Kind::CreateTable(it) => it.constraints.iter().try_for_each(|it| self.known_words(it)),
            Kind::CreateView(it) => self.known_parameters(it),
            Kind::AlterTable(it) => self.fit_to_alter(it),
            Kind::Reindex(it) => self.can_reindex(it),
            Kind::Cluster(it) => match (&it.table, &it.index) {
                (Some(table), Some(index)) => self.can_cluster(&table.value, index),
                _ => Ok(()),
            },
            Kind::Update(it) => self.may_update(it),
            _ => Ok(()),
        }
    }

    fn since(&self, version: u16, word: &str) -> Done {
        if self.postgres >= version {
            return Ok(());
        }
        Err(failure("42601", format!("syntax error at or near \"{word}\"")))
    }

    /// Words that only newer versions have.
    fn known_words(&self, it: &Constraint) -> Done {
        let (Said::PrimaryKey { index, .. } | Said::Unique { index, .. }) = &it.kind else { return Ok(()) };
        let KeyIndex { nulls_not_distinct, without_overlaps, .. } = index;
        if *nulls_not_distinct {
            self.since(15, "nulls")?;
        }
        if *without_overlaps { self.since(18, "without") } else { Ok(()) }
    }

    fn known_parameters(&self, it: &CreateView) -> Done {
        let new = it.parameters.iter().any(|it| it.name.as_str() == "security_invoker");
        match new && self.postgres < 15 {
            true => Err(failure("22023", "unrecognized parameter \"security_invoker\"")),
            false => Ok(()),
        }
    }

    /// What is computed when it is read has no value to put into an index.
    fn can_index<'n>(&self, table: &Name, columns: impl Iterator<Item = Option<&'n Ident>>) -> Done {
        let Some((_, relation)) = self.fit_relation(table) else { return Ok(()) };
        let generated = |name: &Ident| relation.column(name).and_then(|it| it.generated);
        match columns.flatten().any(|name| generated(name) == Some(Generated::Virtual)) {
            true => Err(failure(UNSUPPORTED, "indexes on virtual generated columns are not supported")),
            false => Ok(()),
        }
    }

    fn fit_relation(&self, name: &Name) -> Option<(Id, &Relation)> {
        let id = self.relation_id(name)?;
        let relation = self.catalog.get(id)?.relation().filter(|it| !it.open)?;
        Some((id, relation))
    }

    fn fit_to_alter(&self, it: &AlterTable) -> Done {
        for action in &it.actions {
            if let ActionKind::AddConstraint(it) = &action.kind {
                self.known_words(it)?;
                self.names_once(it)?;
            }
        }
        let Some((table, relation)) = self.fit_relation(&it.table.value) else { return Ok(()) };
        for action in &it.actions {
            match &action.kind {
                ActionKind::ValidateConstraint { name } => self.can_validate(table, &name.value)?,
                ActionKind::AlterConstraint(it) => self.is_foreign_key(table, &it.name.value)?,
                ActionKind::ReplicaIdentity(ReplicaIdentity::Index(name)) => {
                    self.can_identify(table, name)?
                }
                ActionKind::ClusterOn(name) => self.can_cluster(&it.table.value, name)?,
                ActionKind::NoInherit(parent) => self.can_disinherit(table, relation, &parent.value)?,
                ActionKind::SetUnlogged => self.can_be_unlogged(table)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A key names each column once.
    fn names_once(&self, it: &Constraint) -> Done {
        let (Said::PrimaryKey { columns, .. } | Said::Unique { columns, .. }) = &it.kind else {
            return Ok(());
        };
        let mut seen: BTreeSet<String> = BTreeSet::new();
        match columns.iter().find(|it| !seen.insert(it.to_string())) {
            Some(name) => {
                let kind = if matches!(it.kind, Said::Unique { .. }) { "unique" } else { "primary key" };
                Err(failure(
                    DUPLICATE_COLUMN,
                    format!("column \"{name}\" appears twice in {kind} constraint"),
                ))
            }
            None => Ok(()),
        }
    }

    fn can_validate(&self, table: Id, name: &Ident) -> Done {
        let found = self.catalog.find(Space::Constraint, Some(table), name);
        match found.and_then(|id| self.catalog.get(id)?.constraint()).map(|it| &it.kind) {
            None | Some(ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_)) => Ok(()),
            Some(_) => {
                let table = self.placed(table).0;
                let what = format!(
                    "constraint \"{name}\" of relation \"{table}\" is not a foreign key or check constraint"
                );
                Err(failure(WRONG_OBJECT, what))
            }
        }
    }

    fn is_foreign_key(&self, table: Id, name: &Ident) -> Done {
        let found = self.catalog.find(Space::Constraint, Some(table), name);
        match found.and_then(|id| self.catalog.get(id)?.constraint()).map(|it| &it.kind) {
            None | Some(ConstraintKind::ForeignKey(_)) => Ok(()),
            Some(_) => {
                let table = self.placed(table).0;
                let what =
                    format!("constraint \"{name}\" of relation \"{table}\" is not a foreign key constraint");
                Err(failure(WRONG_OBJECT, what))
            }
        }
    }

    fn index_named(&self, table: Id, name: &Ident) -> Option<&Index> {
        let (_, schema) = self.placed(table);
        self.catalog.get(self.catalog.find(Space::Relation, Some(schema), name)?)?.index()
    }

    /// Rows are told apart by a whole unique index on columns that are never null.
    fn can_identify(&self, table: Id, name: &Ident) -> Done {
        let Some(index) = self.index_named(table, name) else { return Ok(()) };
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let never_null = |number: Option<u16>| {
            let column = number.and_then(|number| relation?.numbered(number));
            column.is_some_and(|it| it.not_null)
        };
        let fit = index.table == table
            && index.unique
            && index.predicate.is_none()
            && index.columns().all(never_null);
        match fit {
            true => Ok(()),
            false => {
                Err(failure(WRONG_OBJECT, format!("index \"{name}\" cannot be used as replica identity")))
            }
        }
    }

    fn can_cluster(&self, table: &Name, name: &Ident) -> Done {
        let Some((table, relation)) = self.fit_relation(table) else { return Ok(()) };
        let Some(index) = self.index_named(table, name) else {
            let table = self.placed(table).0;
            let what = format!("index \"{name}\" for table \"{table}\" does not exist");
            return Err(Failure { missing: true, certain: true, ..failure(UNDEFINED_OBJECT, what) });
        };
        if index.table != table {
            let table = self.placed(table).0;
            return Err(failure(WRONG_OBJECT, format!("\"{name}\" is not an index for table \"{table}\"")));
        }
        if index.predicate.is_some() || relation.partitioned.is_some() && self.postgres < 15 {
            return Err(failure(UNSUPPORTED, format!("cannot cluster on index \"{name}\"")));
        }
        Ok(())
    }

    fn can_disinherit(&self, table: Id, relation: &Relation, parent: &Name) -> Done {
        let Some(parent) = self.relation_id(parent) else { return Ok(()) };
        if relation.partition_of.is_some() {
            return Err(failure(WRONG_OBJECT, "cannot change inheritance of a partition"));
        }
        if relation.inherits.contains(&parent) {
            return Ok(());
        }
        let (child, parent) = (self.placed(table).0, self.placed(parent).0);
        let what = format!("relation \"{parent}\" is not a parent of relation \"{child}\"");
        Err(failure(UNDEFINED_TABLE, what))
    }

    /// Tables whose rows outlive a crash may not point at one whose rows do not.
    fn can_be_unlogged(&self, table: Id) -> Done {
        let lasting = |id: Id| {
            let relation = self.catalog.get(id).and_then(|it| it.relation());
            relation.is_some_and(|it| it.persistence == Persistence::Permanent)
        };
        match self.pointing_at(table).into_iter().find(|on| *on != table && lasting(*on)) {
            None => Ok(()),
            Some(on) => {
                let (name, on) = (self.placed(table).0, self.placed(on).0);
                let what = format!(
                    "could not change table \"{name}\" to unlogged because it is referenced by logged table \"{on}\""
                );
                Err(failure(INVALID_TABLE, what))
            }
        }
    }

    /// Tables with a foreign key to this one.
    fn pointing_at(&self, table: Id) -> Vec<Id> {
        let keys = self.catalog.dependents(table).filter_map(|edge| {
            let object = self.catalog.get(edge.by.0)?;
            object.constraint()?.points_at().filter(|target| *target == table)?;
            object.below
        });
        distinct(keys.collect())
    }

    fn must_exist(&self, name: &At<Name>) -> Done<Option<Id>> {
        match self.relation_id(&name.value) {
            Some(id) => Ok(Some(id)),
            None if self.whole => Err(self.no_relation(&name.value)),
            None => Ok(None),
        }
    }

    fn can_reindex(&self, it: &Reindex) -> Done {
        match &it.target {
            ReindexTarget::Index(name) | ReindexTarget::Table(name) => self.must_exist(name).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// GENERATED ALWAYS takes no value but its own.
    fn always(&self, table: Id, name: &Ident) -> Done {
        let column = self.catalog.get(table).and_then(|it| it.relation()?.column(name));
        match column.is_some_and(|it| it.identity == Some(Identity::Always) || it.generated.is_some()) {
            false => Ok(()),
            true => Err(failure("428C9", format!("column \"{name}\" can only be updated to DEFAULT"))),
        }
    }

    fn may_update(&self, it: &Update) -> Done {
        let Some((table, _)) = self.fit_relation(&it.table.value) else { return Ok(()) };
        let given = |target: &&Target| target.value != Expr::Default;
        let names = it.set.iter().filter(given).filter_map(|target| target.name.as_ref());
        names.into_iter().try_for_each(|name| self.always(table, name))
    }
}
