//! CREATE TABLE, with and without AS.

use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Builtin, Column, DataType, Id, Link, Part, Partitioning, Persistence, Relation, RelationKind,
    Space, TypeName,
};
use crate::schema::failure::{
    DUPLICATE_COLUMN, DUPLICATE_OBJECT, DUPLICATE_RELATION, Done, INVALID_TABLE, UNDEFINED_COLUMN,
    WRONG_OBJECT, exists, failure,
};
use crate::schema::infer::{Analyst, Output};
use crate::statement::{self as said, CreateTable, FilledBy, Ident, Name, OnCommit};

impl Schema {
    /// Where a new relation of this name goes; `None` where IF NOT EXISTS has nothing to do.
    pub(super) fn room_for(
        &mut self,
        name: &Name,
        kept: Persistence,
        if_not_exists: bool,
    ) -> Done<Option<Id>> {
        let schema = self.schema_for(name, kept)?;
        if let Some(id) = self.catalog.find(Space::Relation, Some(schema), &name.name) {
            let assumed = self.catalog.get(id).is_some_and(|it| it.assumed);
            return match () {
                () if if_not_exists => Ok(None),
                // It was taken for granted, and wrongly.
                () if assumed => {
                    self.catalog.drop(&[(id, Part::Whole)], true)?;
                    Ok(Some(schema))
                }
                () => Err(exists(DUPLICATE_RELATION, "relation", &name.name)),
            };
        }
        if self.catalog.find(Space::Type, Some(schema), &name.name).is_some() {
            return Err(exists(DUPLICATE_OBJECT, "type", &name.name));
        }
        Ok(Some(schema))
    }

    pub(super) fn create_table(&mut self, it: &CreateTable) -> Done {
        let kept = it.persistence;
        let Some(schema) = self.room_for(&it.table.value, kept, it.if_not_exists)? else { return Ok(()) };
        let kind = if it.foreign.is_some() { RelationKind::Foreign } else { RelationKind::Table };
        let relation = Relation {
            persistence: kept,
            drop_on_commit: it.on_commit == OnCommit::Drop,
            ..Relation::new(kind)
        };
        if let Some(filled) = &it.filled_by {
            return self.create_filled(&it.table.value.name, schema, relation, filled);
        }
        let table = self.born(it.table.value.name.clone(), Some(schema), Body::Relation(relation));
        let table = self.catalog.add(table);
        self.take_parents(table, it)?;
        let likes = self.add_columns(table, it)?;
        if let Some(by) = &it.partition_by {
            self.partition_by(table, by)?;
        }
        if let Some(of) = &it.partition_of {
            self.take_from_partitioned(&of.parent.value, table)?;
        }
        self.add_table_constraints(table, it, &likes)
    }

    /// The table's own columns, with those of LIKE at their places.
    fn add_columns(&mut self, table: Id, it: &CreateTable) -> Done<Vec<Id>> {
        let mut sources = Vec::new();
        if let Some(of) = &it.of_type {
            let data_type = self.resolve_type(of)?;
            if let TypeName::Object(id) = data_type.name {
                self.copy_columns(table, id)?;
                self.depend((table, Part::Whole), [(id, Part::Whole)], Link::Normal);
            }
        }
        for at in 0..=it.columns.len() {
            for like in it.like.iter().filter(|like| like.after_columns == at) {
                sources.push(self.like_columns(table, like)?);
            }
            let Some(column) = it.columns.get(at) else { break };
            match column.data_type {
                Some(_) => self.add_or_merge(table, column)?,
                None => self.refine_column(table, column)?,
            }
        }
        for column in &it.columns {
            self.fill_column(table, column)?;
        }
        for (like, source) in it.like.iter().zip(&sources) {
            self.like_fills(table, *source, like)?;
        }
        Ok(sources)
    }

    fn add_or_merge(&mut self, table: Id, column: &said::Column) -> Done {
        let name = &column.name.value;
        let known = self.catalog.get(table).and_then(|it| it.relation()?.column(name));
        match known {
            Some(known) if known.local => {
                let what = format!("column \"{name}\" specified more than once");
                Err(failure(DUPLICATE_COLUMN, what))
            }
            Some(_) => self.refine_column(table, column),
            None => self.add_column(table, column).map(|_| ()),
        }
    }

    /// Checks first, then keys with their indexes, the primary one first, then foreign keys: the order decides on
    /// names.
    fn add_table_constraints(&mut self, table: Id, it: &CreateTable, likes: &[Id]) -> Done {
        use said::ConstraintKind as Kind;
        for (like, source) in it.like.iter().zip(likes) {
            self.like_checks(table, *source, like)?;
        }
        // A new table has no rows to be validated.
        let valid = |it: &said::Constraint| said::Constraint { not_valid: false, ..it.clone() };
        for check in it.constraints.iter().filter(|it| matches!(it.kind, Kind::Check { .. })) {
            self.add_constraint(table, &valid(check))?;
        }
        for null in it.constraints.iter().filter(|it| matches!(it.kind, Kind::NotNull { .. })) {
            self.add_constraint(table, null)?;
        }
        for key in self.keys_in_order(&it.constraints)? {
            self.add_constraint(table, &key)?;
        }
        for (like, source) in it.like.iter().zip(likes) {
            self.like_rest(table, *source, like)?;
        }
        for key in it.constraints.iter().filter(|it| matches!(it.kind, Kind::ForeignKey { .. })) {
            self.add_constraint(table, &valid(key))?;
        }
        Ok(())
    }

    fn partition_by(&mut self, table: Id, by: &said::PartitionBy) -> Done {
        let unlogged = self.catalog.get(table).and_then(|it| it.relation()).map(|it| it.persistence);
        if unlogged == Some(Persistence::Unlogged) && self.postgres >= 18 {
            return Err(failure("0A000", "partitioned tables cannot be unlogged"));
        }
        let mut columns = Vec::new();
        for key in &by.keys {
            match &key.value {
                said::Expr::Column(it) if it.column().is_some() => {
                    let name = &it.names[it.names.len() - 1];
                    let known = self.catalog.get(table).and_then(|it| it.relation()?.column(name));
                    let Some(column) = known else {
                        let what = format!("column \"{name}\" named in partition key does not exist");
                        return Err(failure(UNDEFINED_COLUMN, what));
                    };
                    columns.push(Some(column.number));
                }
                value => {
                    let (_, uses) = self.expression(value, Some(table))?;
                    self.depend((table, Part::Whole), uses, Link::Normal);
                    columns.push(None);
                }
            }
        }
        self.catalog.change(table, |object| {
            if let Some(it) = object.relation_mut() {
                it.partitioned = Some(Partitioning { strategy: by.strategy, columns });
            }
        });
        Ok(())
    }

    /// CREATE TABLE AS: the columns are those of the query.
    fn create_filled(&mut self, name: &Ident, schema: Id, relation: Relation, it: &FilledBy) -> Done {
        let (outputs, open) = match &it.query {
            Some(query) => {
                let mut analyst = Analyst::new(self);
                analyst.variables = self.calls.in_body();
                let outputs = analyst.query(query, None);
                if let Some(failure) = analyst.failure.take().filter(|it| !self.overlooks(it)) {
                    return Err(failure);
                }
                (outputs, analyst.open)
            }
            None => (Vec::new(), true),
        };
        if it.columns.len() > outputs.len() && !open {
            return Err(failure("42601", "too many column names were specified"));
        }
        let mut relation = Relation { open, ..relation };
        let given = it.columns.iter().cloned().map(Some).chain(std::iter::repeat(None));
        for (output, name) in outputs.into_iter().zip(given) {
            relation.push(column_of(Output { name: name.unwrap_or(output.name), ..output }));
        }
        self.add_relation(name, schema, relation).map(|_| ())
    }

    /// Adds a relation with its columns, which hold on to their types.
    pub(super) fn add_relation(&mut self, name: &Ident, schema: Id, relation: Relation) -> Done<Id> {
        has_room(relation.columns.len())?;
        if let Some(twice) = doubled(&relation) {
            return Err(failure(DUPLICATE_COLUMN, format!("column \"{twice}\" specified more than once")));
        }
        let types: Vec<(u16, DataType)> =
            relation.columns.iter().map(|it| (it.number, it.data_type.clone())).collect();
        let object = self.born(name.clone(), Some(schema), Body::Relation(relation));
        let id = self.catalog.add(object);
        for (number, data_type) in types {
            self.hold_type((id, Part::Column(number)), &data_type);
        }
        Ok(id)
    }

    pub(super) fn hold_type(&mut self, by: (Id, Part), data_type: &DataType) {
        if let TypeName::Object(on) = data_type.name {
            self.depend(by, [(on, Part::Whole)], Link::Normal);
        }
    }

    /// Columns of a CREATE TABLE … OF, and of a partition.
    pub(super) fn copy_columns(&mut self, table: Id, from: Id) -> Done {
        let source = self.catalog.get(from).and_then(|it| it.relation()).cloned();
        let Some(source) = source else {
            return Err(failure(WRONG_OBJECT, "type is not a composite type"));
        };
        for column in &source.columns {
            let own = Column { local: true, ..Column::new(column.name.clone(), column.data_type.clone()) };
            self.push_column(table, own)?;
        }
        if source.open {
            self.catalog.change(table, |object| {
                if let Some(it) = object.relation_mut() {
                    it.open = true;
                }
            });
        }
        Ok(())
    }

    pub(super) fn push_column(&mut self, table: Id, column: Column) -> Done<u16> {
        let last = self.catalog.get(table).and_then(|it| it.relation()).map_or(0, |it| it.last_number);
        has_room(usize::from(last) + 1)?;
        let data_type = column.data_type.clone();
        let mut number = 0;
        self.catalog.change(table, |object| {
            if let Some(it) = object.relation_mut() {
                number = it.push(column);
            }
        });
        self.hold_type((table, Part::Column(number)), &data_type);
        Ok(number)
    }

    pub(super) fn change_column(&mut self, table: Id, number: u16, change: impl FnOnce(&mut Column)) {
        self.catalog.change(table, |object| {
            if let Some(column) = object.relation_mut().and_then(|it| it.numbered_mut(number)) {
                change(column);
            }
        });
    }
}

/// Whether a relation may have as many columns, those that were dropped included.
pub(super) fn has_room(columns: usize) -> Done {
    match columns <= 1600 {
        true => Ok(()),
        false => Err(failure("54011", "tables can have at most 1600 columns")),
    }
}

fn doubled(relation: &Relation) -> Option<&Ident> {
    let columns = &relation.columns;
    let twice = columns.iter().enumerate().find(|(at, it)| columns[..*at].iter().any(|b| b.name == it.name));
    twice.map(|(_, it)| &it.name)
}

/// A column of a table or view that a query fills. A literal without a type is text.
pub fn column_of(it: Output) -> Column {
    let data_type = match it.data_type {
        Some(known) if known.is(Builtin::UNKNOWN) => Builtin::TEXT.into(),
        Some(known) => known,
        None => DataType::unknown("unknown"),
    };
    Column::new(it.name, data_type)
}

pub fn multiple_primary_keys(table: &Ident) -> Box<crate::schema::Failure> {
    failure(INVALID_TABLE, format!("multiple primary keys for table \"{table}\" are not allowed"))
}
