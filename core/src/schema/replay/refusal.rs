//! Statements that a server refuses because of how things stand: what an older version does not know, and objects that
//! are not fit for what is asked of them.

use crate::order::ByName;
use crate::order::distinct;
use crate::schema::Schema;
use crate::schema::catalog::{ConstraintKind, Generated, Id, Index, Persistence, Relation, Space};
use crate::schema::failure::{
    DUPLICATE_COLUMN, Done, INVALID_TABLE, UNDEFINED_OBJECT, UNDEFINED_TABLE, UNSUPPORTED, WRONG_OBJECT,
    failure,
};
use crate::statement::{
    ActionKind, AlterTable, At, Cluster, Constraint, ConstraintKind as Said, CreateView, Ident, KeyIndex,
    Kind, Name, Reindex, ReindexTarget, Statement,
};

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
            Kind::Cluster(it) => self.can_cluster(it),
            Kind::Insert(it) => self.may_insert(it),
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

    pub(super) fn fit_relation(&self, name: &Name) -> Option<(Id, &Relation)> {
        let id = self.relation_id(name)?;
        let relation = self.catalog.get(id)?.relation().filter(|it| !it.open)?;
        Some((id, relation))
    }

    pub(super) fn fit_to_alter(&self, it: &AlterTable) -> Done {
        for action in &it.actions {
            match &action.kind {
                ActionKind::AddConstraint(it) => self.known_words(it)?,
                ActionKind::DetachPartition { concurrently: true, .. } => self.since(14, "concurrently")?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A key names each column once.
    pub(super) fn names_once(&self, it: &Constraint) -> Done {
        let (Said::PrimaryKey { columns, .. } | Said::Unique { columns, .. }) = &it.kind else {
            return Ok(());
        };
        let mut seen = ByName::default();
        match columns.iter().find(|it| seen.insert(it.as_str(), ()).is_some()) {
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

    pub(super) fn can_validate(&self, table: Id, name: &Ident) -> Done {
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

    pub(super) fn is_foreign_key(&self, table: Id, name: &Ident) -> Done {
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
    pub(super) fn can_identify(&self, table: Id, name: &Ident) -> Done {
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

    pub(super) fn can_cluster_on(&self, table: Id, name: &Ident) -> Done {
        self.index_to_cluster(table, name)?;
        self.has_own_rows(table)
    }

    fn index_to_cluster(&self, table: Id, name: &Ident) -> Done {
        if self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.open) {
            return Ok(());
        }
        let Some(index) = self.index_named(table, name) else {
            let table = self.placed(table).0;
            let what = format!("index \"{name}\" for table \"{table}\" does not exist");
            return Err(failure(UNDEFINED_OBJECT, what).missed().certain(true));
        };
        if index.table != table {
            let table = self.placed(table).0;
            return Err(failure(WRONG_OBJECT, format!("\"{name}\" is not an index for table \"{table}\"")));
        }
        if index.predicate.is_some() {
            return Err(failure(UNSUPPORTED, format!("cannot cluster on partial index \"{name}\"")));
        }
        Ok(())
    }

    pub(super) fn has_own_rows(&self, table: Id) -> Done {
        match self.is_partitioned(table) {
            true => Err(failure(UNSUPPORTED, "cannot mark index clustered in partitioned table")),
            false => Ok(()),
        }
    }

    /// What is divided into partitions has no storage, and so no parameters of it.
    pub(super) fn takes_parameters(&self, id: Id) -> Done {
        if let Some(index) = self.catalog.get(id).and_then(|it| it.index())
            && self.is_partitioned(index.table)
        {
            let what = format!("\"{}\" is a partitioned index", self.placed(id).0);
            return Err(failure(WRONG_OBJECT, what));
        }
        match self.is_partitioned(id) {
            false => Ok(()),
            true if self.postgres < 16 => Err(failure("22023", "unrecognized parameter")),
            true => Err(failure(WRONG_OBJECT, "cannot specify storage parameters for a partitioned table")),
        }
    }

    pub(super) fn can_disinherit(&self, table: Id, parent: Id) -> Done {
        let Some(relation) = self.catalog.get(table).and_then(|it| it.relation()) else { return Ok(()) };
        if relation.partition_of.is_some() {
            return Err(failure(WRONG_OBJECT, "cannot change inheritance of a partition"));
        }
        if relation.open || relation.inherits.contains(&parent) {
            return Ok(());
        }
        let (child, parent) = (self.placed(table).0, self.placed(parent).0);
        let what = format!("relation \"{parent}\" is not a parent of relation \"{child}\"");
        Err(failure(UNDEFINED_TABLE, what))
    }

    /// Tables whose rows outlive a crash may not point at one whose rows do not.
    pub(super) fn can_be_unlogged(&self, table: Id) -> Done {
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
    pub(crate) fn pointing_at(&self, table: Id) -> Vec<Id> {
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

    fn can_cluster(&self, it: &Cluster) -> Done {
        let Some(table) = &it.table else { return Ok(()) };
        let Some((id, _)) = self.fit_relation(&table.value) else { return Ok(()) };
        let parts = self.is_partitioned(id);
        if parts && self.postgres < 15 {
            return Err(failure(UNSUPPORTED, "cannot cluster a partitioned table"));
        }
        let Some(index) = &it.index else { return self.outside(parts, "CLUSTER") };
        if self.index_named(id, index).is_some() {
            self.outside(parts, "CLUSTER")?;
        }
        self.index_to_cluster(id, index)
    }

    /// What is done partition by partition, each in a transaction of its own.
    fn outside(&self, parts: bool, command: &str) -> Done {
        match parts && self.in_transaction() {
            true => Err(failure("25001", format!("{command} cannot run inside a transaction block"))),
            false => Ok(()),
        }
    }

    fn can_reindex(&self, it: &Reindex) -> Done {
        let (ReindexTarget::Index(name) | ReindexTarget::Table(name)) = &it.target else { return Ok(()) };
        let Some(id) = self.must_exist(name)? else { return Ok(()) };
        let index = self.catalog.get(id).and_then(|it| it.index());
        let parts = self.is_partitioned(index.map_or(id, |it| it.table));
        match self.postgres < 14 {
            false => self.outside(parts, "REINDEX"),
            true if parts && index.is_some() => {
                Err(failure(UNSUPPORTED, "REINDEX is not yet implemented for partitioned indexes"))
            }
            true => Ok(()),
        }
    }
}
