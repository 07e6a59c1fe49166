//! A table as rules and pages look at it.

use super::catalog::{Column, Constraint, ConstraintKind, Id, Index, Object, Relation, RelationKind, Space};
use super::{FullName, Origin, Schema};
use crate::order::distinct;
use crate::statement::Ident;
use crate::verdict::TableCard;

/// A table of a [`Schema`].
#[derive(Clone, Copy)]
pub struct Table<'a> {
    pub schema: &'a Schema,
    pub id: Id,
    pub object: &'a Object,
    pub relation: &'a Relation,
}

impl<'a> Table<'a> {
    pub fn of(schema: &'a Schema, id: Id) -> Option<Table<'a>> {
        let object = schema.catalog.get(id)?;
        let relation = object.relation().filter(|it| it.kind == RelationKind::Table)?;
        Some(Table { schema, id, object, relation })
    }

    /// Where it was created; `None` where that was before the statements that were read.
    pub fn born(&self) -> Option<Origin> {
        self.object.born
    }

    pub fn name(&self) -> FullName {
        let schema = self.object.below.and_then(|it| self.schema.catalog.get(it));
        let schema = schema.map_or_else(|| Ident::folded("public"), |it| it.name.clone());
        FullName { schema, name: self.object.name.clone() }
    }

    /// It may have columns that are not known.
    pub fn is_open(&self) -> bool {
        self.relation.open
    }

    pub fn is_partitioned(&self) -> bool {
        self.relation.partitioned.is_some()
    }

    pub fn has_default_partition(&self) -> bool {
        let by = |it: super::catalog::Edge| self.schema.catalog.get(it.by.0)?.relation();
        let mut below = self.schema.catalog.dependents(self.id).filter_map(by);
        below.any(|it| it.is_default && it.partition_of == Some(self.id))
    }

    /// The table that it is a partition of.
    pub fn partitioned_table(&self) -> Option<Table<'a>> {
        Table::of(self.schema, self.relation.partition_of?)
    }

    /// Whether a foreign key of it points at this table.
    pub fn points_at(&self, other: &FullName) -> bool {
        let mut targets = self.constraints().into_iter().filter_map(|(_, it)| it.points_at());
        targets.any(|id| Table::of(self.schema, id).is_some_and(|it| it.name() == *other))
    }

    pub fn column(&self, name: &Ident) -> Option<&'a Column> {
        self.relation.column(name)
    }

    /// Its constraint of this name.
    pub fn constraint(&self, name: &Ident) -> Option<Id> {
        self.schema.catalog.find(Space::Constraint, Some(self.id), name)
    }

    /// Its constraints with the objects that they are, oldest first.
    pub fn constraints(&self) -> Vec<(&'a Object, &'a Constraint)> {
        let catalog = &self.schema.catalog;
        distinct(catalog.named(Space::Constraint, Some(self.id)).collect())
            .into_iter()
            .filter_map(|id| catalog.get(id))
            .filter_map(|it| Some((it, it.constraint()?)))
            .collect()
    }

    /// Its indexes, those inside of constraints included, oldest first.
    pub fn indexes(&self) -> Vec<(&'a Object, &'a Index)> {
        let catalog = &self.schema.catalog;
        let ids = self.schema.indexes_of(self.id).into_iter();
        ids.filter_map(|id| catalog.get(id)).filter_map(|it| Some((it, it.index()?))).collect()
    }

    /// The columns of its primary key.
    pub fn primary_key(&self) -> Option<Vec<&'a Ident>> {
        let constraint = self.schema.catalog.get(self.schema.primary_key(self.id)?)?.constraint()?;
        Some(self.names(&constraint.columns))
    }

    pub fn names(&self, numbers: &[u16]) -> Vec<&'a Ident> {
        numbers.iter().filter_map(|it| Some(&self.relation.numbered(*it)?.name)).collect()
    }

    /// Whether an index finds the rows for these columns: they lead a full index, in any order.
    pub fn is_indexed(&self, columns: &[u16]) -> bool {
        let led = |index: &Index| {
            let leads = |column: &u16| index.columns().take(columns.len()).any(|it| it == Some(*column));
            index.predicate.is_none() && columns.iter().all(leads)
        };
        self.schema.each_index(self.id).any(|(_, it)| led(it))
    }

    /// The table as text, for people.
    pub fn card(&self) -> TableCard {
        let free = self.indexes().into_iter().filter(|(_, it)| it.constraint.is_none());
        TableCard {
            columns: self.relation.columns.iter().map(|it| self.column_line(it)).collect(),
            indexes: free.map(|(object, it)| self.index_line(object, it)).collect(),
            constraints: self
                .constraints()
                .into_iter()
                .map(|(object, it)| self.constraint_line(object, it))
                .collect(),
        }
    }

    fn column_line(&self, it: &Column) -> String {
        let not_null = if it.not_null { " NOT NULL" } else { "" };
        let filled = it.default.is_some() || it.identity.is_some();
        let default = if filled { " DEFAULT …" } else { "" };
        let data_type = it.data_type.format(&self.schema.catalog, self.schema.postgres);
        let data_type = data_type.strip_prefix("public.").unwrap_or(&data_type).to_owned();
        format!("{} {data_type}{not_null}{default}", it.name)
    }

    fn index_line(&self, object: &Object, it: &Index) -> String {
        let columns: Vec<&str> = it
            .columns()
            .map(|number| {
                let column = number.and_then(|number| self.relation.numbered(number));
                column.map_or("(expression)", |it| it.name.as_str())
            })
            .collect();
        let unique = if it.unique { "UNIQUE " } else { "" };
        let partial = if it.predicate.is_some() { " WHERE …" } else { "" };
        format!("{unique}{} ({}){partial}", object.name, columns.join(", "))
    }

    fn constraint_line(&self, object: &Object, it: &Constraint) -> String {
        let list = |names: Vec<&Ident>| names.into_iter().map(Ident::as_str).collect::<Vec<_>>().join(", ");
        let own = || list(self.names(&it.columns));
        let said = match &it.kind {
            ConstraintKind::PrimaryKey => format!("PRIMARY KEY ({})", own()),
            ConstraintKind::Unique => format!("UNIQUE ({})", own()),
            ConstraintKind::ForeignKey(key) => {
                let Some(target) = Table::of(self.schema, key.target) else { return object.name.to_string() };
                let columns = list(target.names(&key.target_columns));
                let columns = if columns.is_empty() { columns } else { format!(" ({columns})") };
                format!("FOREIGN KEY ({}) REFERENCES {}{columns}", own(), target.name())
            }
            ConstraintKind::Check(_) => "CHECK (…)".to_owned(),
            ConstraintKind::Exclusion => "EXCLUDE …".to_owned(),
            ConstraintKind::Trigger => "TRIGGER …".to_owned(),
        };
        let not_valid = if it.valid { "" } else { " NOT VALID" };
        format!("{} {said}{not_valid}", object.name)
    }
}
