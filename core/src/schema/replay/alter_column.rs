//! ALTER TABLE on columns: adding, dropping, defaults, NOT NULL, identity, generation.

use crate::schema::Schema;
use crate::schema::catalog::{Body, Builtin, Id, Identity, Link, Part, Relation, TypeName};
use crate::schema::failure::{Done, INVALID_TABLE, NOT_READY, failure};
use crate::statement::{self as said, ActionKind, Expr, Ident};

impl Schema {
    pub(super) fn alter_add_column(
        &mut self,
        table: Id,
        column: &said::Column,
        if_not_exists: bool,
        only: bool,
    ) -> Done {
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        if relation.is_some_and(|it| it.partition_of.is_some()) {
            return Err(failure("42809", "cannot add column to a partition"));
        }
        if relation.is_some_and(|it| it.column(&column.name.value).is_some()) {
            return if if_not_exists { Ok(()) } else { self.add_column(table, column).map(|_| ()) };
        }
        self.not_only(table, only, "column must be added to child tables too")?;
        let shares = self.postgres >= 17 && self.is_partitioned(table);
        if column.identity.is_some() && !shares && !self.children(table).is_empty() {
            let what = "cannot recursively add identity column to table that has child tables";
            return Err(failure(INVALID_TABLE, what));
        }
        let number = self.add_column(table, column)?;
        self.fill_column(table, column)?;
        for child in self.children(table) {
            self.add_inherited_column(child, table, number)?;
        }
        Ok(())
    }

    /// The constraints that stand behind a new column come in the passes of all others, after them.
    pub(super) fn constrain_new_column(&mut self, table: Id, it: &[said::Constraint], keys: bool) -> Done {
        let check = |it: &&said::Constraint| matches!(it.kind, said::ConstraintKind::Check { .. });
        let key = |it: &&said::Constraint| matches!(it.kind, said::ConstraintKind::ForeignKey { .. });
        if keys {
            for constraint in self.keys_in_order(it)? {
                self.add_constraint(table, &constraint)?;
            }
            return Ok(());
        }
        for constraint in it.iter().filter(check).chain(it.iter().filter(key)) {
            self.add_constraint(table, constraint)?;
        }
        Ok(())
    }

    fn add_inherited_column(&mut self, child: Id, parent: Id, number: u16) -> Done {
        let column = self.catalog.get(parent).and_then(|it| it.relation()?.numbered(number)).cloned();
        let Some(column) = column else { return Ok(()) };
        let fresh = self.catalog.get(child).and_then(|it| it.relation()?.column(&column.name)).is_none();
        self.inherit_column(child, parent, &column)?;
        if fresh {
            let own = self.column_number(child, &column.name)?;
            for below in self.children(child) {
                self.add_inherited_column(below, child, own)?;
            }
        }
        Ok(())
    }

    pub(super) fn alter_drop_column(
        &mut self,
        table: Id,
        name: &Ident,
        if_exists: bool,
        cascade: bool,
        only: bool,
    ) -> Done {
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let known = relation.and_then(|it| it.column(name)).cloned();
        let Some(column) = known else {
            let open = relation.is_some_and(|it| it.open);
            return if if_exists || open { Ok(()) } else { self.column_number(table, name).map(|_| ()) };
        };
        if column.inherited > 0 {
            return Err(failure(INVALID_TABLE, format!("cannot drop inherited column \"{name}\"")));
        }
        self.not_partition_key(table, column.number, name, "drop")?;
        let parted = only && self.is_partitioned(table);
        self.not_only(table, parted, "cannot drop column from only the partitioned table")?;
        for child in self.children(table) {
            self.drop_inherited_column(child, name, cascade, only)?;
        }
        self.catalog.drop(&[(table, Part::Column(column.number))], cascade)
    }

    pub(super) fn not_partition_key(&self, table: Id, number: u16, name: &Ident, verb: &str) -> Done {
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let keys = relation.and_then(|it| it.partitioned.as_ref()).map(|it| it.columns.as_slice());
        if !keys.unwrap_or_default().contains(&Some(number)) {
            return Ok(());
        }
        let (table, _) = self.placed(table);
        let what = format!(
            "cannot {verb} column \"{name}\" because it is part of the partition key of relation \"{table}\""
        );
        Err(failure(INVALID_TABLE, what))
    }

    fn drop_inherited_column(&mut self, child: Id, name: &Ident, cascade: bool, only: bool) -> Done {
        let known = self.catalog.get(child).and_then(|it| it.relation()?.column(name)).cloned();
        let Some(column) = known else { return Ok(()) };
        if only || column.inherited > 1 || column.local {
            self.change_column(child, column.number, |it| {
                it.inherited = it.inherited.saturating_sub(1);
                it.local |= only;
            });
            return Ok(());
        }
        for below in self.children(child) {
            self.drop_inherited_column(below, name, cascade, only)?;
        }
        self.catalog.drop(&[(child, Part::Column(column.number))], cascade)
    }

    pub(super) fn alter_column(&mut self, table: Id, kind: &ActionKind, only: bool) -> Done {
        match kind {
            ActionKind::SetDefault { column, value } => {
                self.alter_default(table, &column.value, value.as_ref(), only)
            }
            ActionKind::SetNotNull { column } => {
                let number = self.column_number(table, &column.value)?;
                let parted = only && self.is_partitioned(table);
                let set = self
                    .catalog
                    .get(table)
                    .and_then(|it| it.relation()?.numbered(number))
                    .is_some_and(|it| it.not_null);
                if !set {
                    self.not_only(table, parted, "constraint must be added to child tables too")?;
                }
                if only {
                    self.change_column(table, number, |column| column.not_null = true);
                    return Ok(());
                }
                self.set_not_null(table, number, None)
            }
            ActionKind::DropNotNull { column } => {
                self.keeps_null_of_parent(table, &column.value)?;
                let parted = only && self.is_partitioned(table);
                self.not_only(table, parted, "constraint must be removed from child tables too")?;
                self.drop_not_null(table, &column.value)
            }
            ActionKind::SetExpression { column, value } => self.set_generation(table, &column.value, value),
            ActionKind::DropExpression { column, if_exists } => {
                self.drop_expression(table, &column.value, *if_exists)
            }
            ActionKind::AddIdentity { column, identity } => {
                self.owns_identity(table, only, &column.value, true)?;
                self.alter_identity(table, &column.value, identity)
            }
            ActionKind::SetIdentity { column, always, .. } => {
                self.owns_identity(table, only, &column.value, false)?;
                let number = self.column_number(table, &column.value)?;
                let kind = always.map(|it| if it { Identity::Always } else { Identity::ByDefault });
                self.change_column(table, number, |it| it.identity = kind.or(it.identity));
                Ok(())
            }
            ActionKind::DropIdentity { column, if_exists } => {
                self.owns_identity(table, only, &column.value, false)?;
                self.drop_identity(table, &column.value, *if_exists)
            }
            ActionKind::SetStorage { column, .. }
            | ActionKind::SetCompression { column, .. }
            | ActionKind::SetColumnParameters { column, .. }
            | ActionKind::ResetColumnParameters { column, .. } => {
                self.column_number(table, &column.value).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    fn alter_default(&mut self, table: Id, name: &Ident, value: Option<&Expr>, only: bool) -> Done {
        let number = self.column_number(table, name)?;
        let column = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        let (table_name, _) = self.placed(table);
        if column.is_some_and(|it| it.generated.is_some()) {
            let what = format!("column \"{name}\" of relation \"{table_name}\" is a generated column");
            return Err(failure("42601", what));
        }
        if column.is_some_and(|it| it.identity.is_some()) {
            let what = format!("column \"{name}\" of relation \"{table_name}\" is an identity column");
            return Err(failure("42601", what));
        }
        self.set_default(table, number, value)?;
        if !only {
            for child in self.children(table) {
                self.alter_default(child, name, value, false)?;
            }
        }
        Ok(())
    }

    /// From 17 on, an identity is the partitioned table's and all of its partitions'.
    fn owns_identity(&self, table: Id, only: bool, name: &Ident, new: bool) -> Done {
        let Some(relation) = self.catalog.get(table).and_then(|it| it.relation()) else { return Ok(()) };
        if new && let Some(column) = relation.column(name) {
            super::column::can_count(&column.data_type)?;
        }
        let part = relation.partition_of.is_some() || only && relation.partitioned.is_some();
        match part && self.postgres >= 17 {
            true => Err(failure(INVALID_TABLE, "cannot change the identity of a partition alone")),
            false => Ok(()),
        }
    }

    /// What a parent's rows are not, its partitions' are not either; from 18 on also those of other heirs.
    fn keeps_null_of_parent(&self, table: Id, name: &Ident) -> Done {
        let Some(relation) = self.catalog.get(table).and_then(|it| it.relation()) else { return Ok(()) };
        let set = |it: &Relation| it.column(name).is_some_and(|it| it.not_null && it.identity.is_none());
        let heirs = relation.inherits.iter().filter(|_| self.postgres >= 18);
        let mut parents = relation.partition_of.iter().chain(heirs);
        let of = |id: &Id| self.catalog.get(*id).and_then(|it| it.relation()).is_some_and(set);
        match set(relation) && parents.any(of) {
            true => {
                Err(failure(INVALID_TABLE, format!("column \"{name}\" is marked NOT NULL in parent table")))
            }
            false => Ok(()),
        }
    }

    pub(super) fn drop_not_null(&mut self, table: Id, name: &Ident) -> Done {
        let number = self.column_number(table, name)?;
        let (table_name, _) = self.placed(table);
        let column = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        if column.is_some_and(|it| it.identity.is_some()) {
            let what = format!("column \"{name}\" of relation \"{table_name}\" is an identity column");
            return Err(failure("42601", what));
        }
        let key = self.primary_key(table).and_then(|id| self.catalog.get(id)?.constraint());
        if key.is_some_and(|it| it.columns.contains(&number)) {
            return Err(failure(INVALID_TABLE, format!("column \"{name}\" is in a primary key")));
        }
        self.change_column(table, number, |it| {
            it.not_null = false;
            it.not_null_name = None;
        });
        for child in self.children(table) {
            self.drop_not_null(child, name)?;
        }
        Ok(())
    }

    /// The column of a NOT NULL: from PostgreSQL 18 on it is a constraint with a name.
    pub(super) fn not_null_named(&self, table: Id, name: &Ident) -> Option<Ident> {
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let mut columns = relation.into_iter().flat_map(|it| &it.columns);
        let (table_name, _) = self.placed(table);
        let own = |column: &Ident| {
            crate::schema::naming::object_name(table_name.as_str(), column.as_str(), "not_null")
        };
        let found = columns.find(|it| match &it.not_null_name {
            Some(known) => known == name,
            None => self.postgres >= 18 && it.not_null && own(&it.name) == name.as_str(),
        });
        found.map(|it| it.name.clone()).filter(|_| self.postgres >= 18)
    }

    fn set_generation(&mut self, table: Id, name: &Ident, value: &Expr) -> Done {
        let number = self.column_number(table, name)?;
        let known = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        let Some(kind) = known.and_then(|it| it.generated) else {
            let (table, _) = self.placed(table);
            let what = format!("column \"{name}\" of relation \"{table}\" is not a generated column");
            return Err(failure(NOT_READY, what));
        };
        let (expression, uses) = self.expression(value, Some(table))?;
        self.catalog.drop_default(table, number);
        self.change_column(table, number, |it| {
            it.default = Some(expression.into());
            it.generated = Some(kind);
        });
        self.depend_generated(table, number, uses);
        Ok(())
    }

    fn drop_expression(&mut self, table: Id, name: &Ident, if_exists: bool) -> Done {
        let number = self.column_number(table, name)?;
        let known = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        if known.is_some_and(|it| it.generated.is_none()) {
            let (table, _) = self.placed(table);
            let what = format!("column \"{name}\" of relation \"{table}\" is not a stored generated column");
            return if if_exists { Ok(()) } else { Err(failure(NOT_READY, what)) };
        }
        self.catalog.drop_default(table, number);
        for child in self.children(table) {
            self.drop_expression(child, name, true)?;
        }
        Ok(())
    }

    fn alter_identity(&mut self, table: Id, name: &Ident, identity: &said::Identity) -> Done {
        let number = self.column_number(table, name)?;
        let column = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number)).cloned();
        let Some(column) = column else { return Ok(()) };
        let (table_name, _) = self.placed(table);
        let of = format!("column \"{name}\" of relation \"{table_name}\"");
        let known = !matches!(column.data_type.name, TypeName::Unknown(_));
        if !column.not_null && known {
            return Err(failure(
                NOT_READY,
                format!("{of} must be declared NOT NULL before identity can be added"),
            ));
        }
        if column.identity.is_some() {
            return Err(failure(NOT_READY, format!("{of} is already an identity column")));
        }
        if column.default.is_some() {
            return Err(failure(NOT_READY, format!("{of} already has a default value")));
        }
        if !known {
            self.change_column(table, number, |it| it.data_type = Builtin::INT8.into());
        }
        self.add_identity(table, number, identity)
    }

    fn drop_identity(&mut self, table: Id, name: &Ident, if_exists: bool) -> Done {
        let number = self.column_number(table, name)?;
        let known = self.catalog.get(table).and_then(|it| it.relation()?.numbered(number));
        if known.is_some_and(|it| it.identity.is_none() && !matches!(it.data_type.name, TypeName::Unknown(_)))
        {
            let (table, _) = self.placed(table);
            let what = format!("column \"{name}\" of relation \"{table}\" is not an identity column");
            return if if_exists { Ok(()) } else { Err(failure(NOT_READY, what)) };
        }
        self.change_column(table, number, |it| it.identity = None);
        let inside: Vec<Id> = self
            .catalog
            .linked((table, Part::Column(number)), Link::Internal)
            .map(|it| it.by.0)
            .filter(|id| matches!(self.catalog.get(*id).map(|it| &it.body), Some(Body::Sequence(_))))
            .collect();
        for id in inside {
            self.catalog.remove(id);
        }
        Ok(())
    }
}
