//! Keys and exclusions, with the indexes that are inside of them.

use super::constraint::{column_element, new_index, plain};
use super::table::multiple_primary_keys;
use crate::schema::Schema;
use crate::schema::catalog::{Body, Constraint, ConstraintKind, Edge, Id, Index, Link, Part, Space};
use crate::schema::failure::{
    Done, INVALID_TABLE, NOT_READY, UNDEFINED_OBJECT, UNSUPPORTED, WRONG_OBJECT, failure,
};
use crate::schema::naming::index_columns;
use crate::statement::{self as said, Ident, IndexElement, Indexed, KeyIndex};

/// A key before it has a name.
pub struct Key<'a> {
    pub primary: bool,
    pub columns: Vec<Ident>,
    pub index: &'a KeyIndex,
}

impl Schema {
    pub(super) fn add_key(
        &mut self,
        table: Id,
        it: &said::Constraint,
        key: Key,
        using: Option<&Ident>,
    ) -> Done<Option<Id>> {
        if let Some(using) = using {
            return self.adopt_index(table, it, key.primary, using).map(Some);
        }
        let numbers = self.column_numbers(table, &key.columns)?;
        let include = self.column_numbers(table, &key.index.include)?;
        let method = if key.index.without_overlaps { "gist" } else { "btree" };
        let index = Index {
            elements: numbers.iter().map(|number| column_element(*number)).collect(),
            include,
            nulls_not_distinct: key.index.nulls_not_distinct,
            ..new_index(table, Ident::folded(method), true)
        };
        self.comparable(&index)?;
        if key.primary {
            self.may_be_primary(table, &numbers)?;
        }
        self.covers_partitions(table, &numbers, if key.primary { "primary key" } else { "unique" })?;
        if key.primary {
            for number in &numbers {
                self.set_not_null(table, *number, None)?;
            }
        }
        let label = if key.primary { "pkey" } else { "key" };
        let all: Vec<Indexed> =
            key.columns.iter().chain(&key.index.include).map(|it| Indexed::Column(it.clone())).collect();
        let name = self.index_name(table, it.name.as_ref(), &index_columns(all.iter()), label)?;
        let kind = if key.primary { ConstraintKind::PrimaryKey } else { ConstraintKind::Unique };
        let id = self.put_key(table, name, plain(kind, numbers, it), index, it.span, Vec::new());
        self.key_on_partitions(table, id)?;
        Ok(Some(id))
    }

    pub(super) fn add_exclusion(
        &mut self,
        table: Id,
        it: &said::Constraint,
        said: &said::Exclusion,
    ) -> Done<Id> {
        let partitioned =
            self.catalog.get(table).and_then(|it| it.relation()).is_some_and(|it| it.partitioned.is_some());
        if partitioned && self.postgres < 17 {
            let what = "exclusion constraints are not supported on partitioned tables";
            return Err(failure(UNSUPPORTED, what));
        }
        let values: Vec<&IndexElement> = said.elements.iter().map(|(element, _)| element).collect();
        let (elements, mut uses) = self.elements(table, &values)?;
        let filter = said.filter.as_ref().map(|it| self.expression(it, Some(table))).transpose()?;
        let predicate = filter.map(|(expression, more)| {
            uses.extend(more);
            expression
        });
        let name = self.index_name(
            table,
            it.name.as_ref(),
            &index_columns(values.iter().map(|it| &it.value)),
            "excl",
        )?;
        let columns: Vec<u16> = elements.iter().filter_map(|it| it.column).collect();
        self.covers_partitions(table, &columns, "exclusion")?;
        let index = Index {
            elements,
            predicate: predicate.map(Into::into),
            ..new_index(table, said.method.clone(), false)
        };
        let id =
            self.put_key(table, name, plain(ConstraintKind::Exclusion, columns, it), index, it.span, uses);
        Ok(id)
    }

    /// Adds a key constraint with the index that is its inside.
    pub(super) fn put_key(
        &mut self,
        table: Id,
        name: Ident,
        constraint: Constraint,
        index: Index,
        span: crate::finding::Span,
        uses: Vec<(Id, Part)>,
    ) -> Id {
        let id = self.put_constraint(table, name.clone(), constraint, span, uses.clone());
        let index = self.put_index(name, Index { constraint: Some(id), ..index }, uses);
        self.catalog.link(Edge { on: (id, Part::Whole), by: (index, Part::Whole), link: Link::Internal });
        self.set_index(id, index);
        id
    }

    fn set_index(&mut self, constraint: Id, index: Id) {
        self.catalog.change(constraint, |object| {
            if let Body::Constraint(it) = &mut object.body {
                it.index = Some(index);
            }
        });
    }

    pub(in crate::schema) fn primary_key(&self, table: Id) -> Option<Id> {
        let mut constraints = self.catalog.named(Space::Constraint, Some(table));
        constraints.find(|id| {
            let constraint = self.catalog.get(*id).and_then(|it| it.constraint());
            constraint.is_some_and(|it| it.kind == ConstraintKind::PrimaryKey)
        })
    }

    /// `USING INDEX`: the index becomes the inside of the constraint, and takes its name.
    fn adopt_index(&mut self, table: Id, it: &said::Constraint, primary: bool, using: &Ident) -> Done<Id> {
        let (_, schema) = self.placed(table);
        let index = self.catalog.find(Space::Relation, Some(schema), using);
        let found = index.and_then(|id| Some((id, self.catalog.get(id)?.index()?.clone())));
        let Some((index, known)) = found.filter(|(_, it)| it.table == table) else {
            let what = format!("index \"{using}\" does not exist");
            let certain = self.knows_all(table);
            return Err(failure(UNDEFINED_OBJECT, what).missed().certain(certain));
        };
        adoptable(&known, using)?;
        if self.is_partitioned(table) {
            let what = "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables";
            return Err(failure(UNSUPPORTED, what));
        }
        let columns: Vec<u16> = known.columns().flatten().collect();
        if primary {
            self.may_be_primary(table, &columns)?;
            for number in &columns {
                self.set_not_null(table, *number, None)?;
            }
        }
        let name = it.name.clone().unwrap_or_else(|| using.clone());
        self.free_constraint(table, &name)?;
        let kind = if primary { ConstraintKind::PrimaryKey } else { ConstraintKind::Unique };
        let id = self.put_constraint(table, name.clone(), plain(kind, columns, it), it.span, Vec::new());
        self.catalog.change(index, |object| {
            object.name = name;
            if let Body::Index(it) = &mut object.body {
                it.constraint = Some(id);
            }
        });
        for edge in self.catalog.needs(index) {
            self.catalog.unlink(edge);
        }
        self.catalog.link(Edge { on: (id, Part::Whole), by: (index, Part::Whole), link: Link::Internal });
        self.set_index(id, index);
        Ok(id)
    }

    /// A table has one primary key, and its columns no NOT NULL that is not valid.
    fn may_be_primary(&self, table: Id, columns: &[u16]) -> Done {
        if self.primary_key(table).is_some() {
            return Err(multiple_primary_keys(&self.placed(table).0));
        }
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let doubtful = |number: &&u16| {
            relation.and_then(|it| it.numbered(**number)).is_some_and(|it| it.not_null_not_valid)
        };
        match columns.iter().find(doubtful) {
            Some(_) => {
                Err(failure(NOT_READY, "cannot create primary key on a column that is NOT NULL NOT VALID"))
            }
            None => Ok(()),
        }
    }

    /// Keys of a partitioned table must have its partition columns.
    pub(super) fn covers_partitions(&self, table: Id, columns: &[u16], kind: &str) -> Done {
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let Some(partitioning) = relation.and_then(|it| it.partitioned.as_ref()) else { return Ok(()) };
        let covered = |number: &Option<u16>| number.is_some_and(|it| columns.contains(&it));
        if partitioning.columns.iter().all(covered) {
            return Ok(());
        }
        let what = match partitioning.columns.contains(&None) {
            true => format!("unsupported {kind} constraint with partition key definition"),
            false if self.postgres < 17 && kind == "primary key" => {
                "unique constraint on partitioned table must include all partitioning columns".to_owned()
            }
            false => {
                "unique constraint on partitioned table must include all partitioning columns".to_owned()
            }
        };
        Err(failure(UNSUPPORTED, what))
    }

    /// Checks come first and foreign keys last; of the keys between, the primary key is the first, and one that says
    /// the same as another gives at most its name.
    pub(super) fn keys_in_order(&self, constraints: &[said::Constraint]) -> Done<Vec<said::Constraint>> {
        use said::ConstraintKind as Kind;
        let primary = |it: &&said::Constraint| matches!(it.kind, Kind::PrimaryKey { .. });
        let other = |it: &&said::Constraint| matches!(it.kind, Kind::Unique { .. } | Kind::Exclusion(_));
        if constraints.iter().filter(primary).count() > 1 {
            return Err(failure(INVALID_TABLE, "multiple primary keys for a table are not allowed"));
        }
        let mut keys: Vec<said::Constraint> = Vec::new();
        for key in constraints.iter().filter(primary).chain(constraints.iter().filter(other)) {
            match keys.iter_mut().find(|it| same_key(it, key)) {
                Some(first) => first.name = first.name.take().or_else(|| key.name.clone()),
                None => keys.push(key.clone()),
            }
        }
        Ok(keys)
    }
}

/// Why an index cannot become a key.
fn adoptable(index: &Index, name: &Ident) -> Done {
    let wrong = |what: &str| Err(failure(WRONG_OBJECT, format!("\"{name}\" is {what}")));
    if !index.unique {
        return wrong("not a unique index");
    }
    if index.columns().any(|it| it.is_none()) {
        return Err(failure(WRONG_OBJECT, format!("index \"{name}\" contains expressions")));
    }
    if index.predicate.is_some() {
        return wrong("a partial index");
    }
    if let Some(at) = index.elements.iter().position(|it| it.descending || it.nulls_first) {
        let what =
            format!("index \"{name}\" column number {} does not have default sorting behavior", at + 1);
        return Err(failure(WRONG_OBJECT, what));
    }
    if index.constraint.is_some() {
        return Err(failure("55000", format!("index \"{name}\" is already associated with a constraint")));
    }
    Ok(())
}

fn same_key(a: &said::Constraint, b: &said::Constraint) -> bool {
    use said::ConstraintKind as Kind;
    let said = |it: &said::Constraint| match &it.kind {
        Kind::PrimaryKey { columns, using: None, index } | Kind::Unique { columns, using: None, index } => {
            Some((columns.clone(), index.clone(), it.deferrable, it.initially_deferred))
        }
        _ => None,
    };
    said(a).is_some() && said(a) == said(b)
}
