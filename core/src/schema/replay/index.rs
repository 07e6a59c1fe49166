//! CREATE INDEX, also on what a partitioned table is divided into.

use super::constraint::new_index;
use crate::order::distinct;
use crate::schema::Schema;
use crate::schema::catalog::{
    Body, Builtin, DataType, Element, Generated, Id, Index, Part, RelationKind, Space,
};
use crate::schema::failure::{
    DUPLICATE_COLUMN, Done, INVALID_OBJECT, UNDEFINED_COLUMN, UNDEFINED_OBJECT, UNSUPPORTED, WRONG_OBJECT,
    exists, failure, written,
};
use crate::schema::naming::{apart, index_columns};
use crate::statement::{CreateIndex, CreateStatistics, Ident, IndexElement, Indexed, Source};
use std::rc::Rc;

/// What something depends on.
type Uses = Vec<(Id, Part)>;

impl Schema {
    pub(super) fn create_index(&mut self, it: &CreateIndex) -> Done {
        let table = self.relation(&it.table.value)?;
        self.can_be_indexed(table, it)?;
        let values: Vec<&IndexElement> = it.elements.iter().collect();
        let (elements, mut uses) = self.elements(table, &values)?;
        let include = self.column_numbers(table, &it.include)?;
        let predicate = match &it.filter {
            Some(filter) => {
                let (expression, more) = self.expression(filter, Some(table))?;
                if expression.volatility.varies() && !self.may_be_inlined(&more) {
                    let what = "functions in index predicate must be marked IMMUTABLE";
                    return Err(failure(INVALID_OBJECT, what));
                }
                uses.extend(more);
                Some(expression)
            }
            None => None,
        };
        let index = Index {
            elements,
            include,
            nulls_not_distinct: it.nulls_not_distinct,
            predicate: predicate.map(Rc::new),
            ..new_index(table, it.method.clone(), it.unique)
        };
        self.comparable(&index)?;
        if it.unique {
            let columns: Vec<u16> = index.columns().flatten().collect();
            self.covers_partitions(table, &columns, "unique")?;
        }
        let (_, schema) = self.placed(table);
        if it.if_not_exists
            && let Some(name) = &it.name
            && self.catalog.find(Space::Relation, Some(schema), name).is_some()
        {
            return Ok(());
        }
        let included: Vec<Indexed> = it.include.iter().cloned().map(Indexed::Column).collect();
        let columns = index_columns(it.elements.iter().map(|it| &it.value).chain(&included));
        let name = self.index_name(table, it.name.as_ref(), &columns, "idx")?;
        let only = it.only && self.is_partitioned(table) && !self.partitions(table).is_empty();
        let id = self.put_index(name, Index { valid: !only, ..index }, uses.clone());
        if !it.only {
            for partition in self.partitions(table) {
                self.index_on_partition(partition, id)?;
            }
        }
        Ok(())
    }

    fn can_be_indexed(&self, table: Id, it: &CreateIndex) -> Done {
        let name = &it.table.value;
        let Some(relation) = self.catalog.get(table).and_then(|it| it.relation()) else {
            return Err(failure(
                WRONG_OBJECT,
                format!("cannot create index on relation \"{}\"", written(name)),
            ));
        };
        if !matches!(relation.kind, RelationKind::Table | RelationKind::MaterializedView) {
            return Err(failure(
                WRONG_OBJECT,
                format!("cannot create index on relation \"{}\"", written(name)),
            ));
        }
        if it.concurrently && relation.partitioned.is_some() {
            let what = format!("cannot create index on partitioned table \"{}\" concurrently", written(name));
            return Err(failure(UNSUPPORTED, what));
        }
        Ok(())
    }

    /// Whether a function in SQL is among them. The server puts its body in its place before it asks whether the
    /// expression is immutable, so what is declared does not decide.
    fn may_be_inlined(&self, uses: &Uses) -> bool {
        let language = |id| match self.catalog.get(id).map(|it| &it.body) {
            Some(Body::Function(function)) => function.language.as_str() == "sql",
            _ => false,
        };
        uses.iter().any(|(id, _)| language(*id))
    }

    /// The elements of an index, with what their expressions use.
    pub(super) fn elements(&mut self, table: Id, said: &[&IndexElement]) -> Done<(Vec<Element>, Uses)> {
        let (mut elements, mut uses) = (Vec::new(), Vec::new());
        for it in said {
            self.stored(table, it)?;
            let (column, expression) = match &it.value {
                Indexed::Column(name) => (Some(self.indexed_column(table, name)?), None),
                Indexed::Expression(value) => {
                    let (expression, more) = self.expression(value, Some(table))?;
                    if expression.volatility.varies() && !self.may_be_inlined(&more) {
                        let what = "functions in index expression must be marked IMMUTABLE";
                        return Err(failure(INVALID_OBJECT, what));
                    }
                    uses.extend(more);
                    (None, Some(expression))
                }
            };
            elements.push(Element {
                column,
                expression: expression.map(Rc::new),
                collation: it.collation.as_ref().map(|it| it.name.clone()),
                operator_class: it.operator_class.as_ref().map(|it| it.name.clone()),
                descending: it.descending,
                nulls_first: it.nulls_first.is_some_and(|first| first != it.descending),
            });
        }
        elements.shrink_to_fit();
        Ok((elements, uses))
    }

    fn stored(&self, table: Id, it: &IndexElement) -> Done {
        let relation = self.catalog.get(table).and_then(|it| it.relation());
        let column = it.column().and_then(|name| relation?.column(name));
        if column.is_some_and(|it| it.generated == Some(Generated::Virtual)) {
            return Err(failure(UNSUPPORTED, "indexes on virtual generated columns are not supported"));
        }
        Ok(())
    }

    /// PostgreSQL's message for a missing column of an index does not name the table.
    fn indexed_column(&mut self, table: Id, name: &Ident) -> Done<u16> {
        self.column_number(table, name).map_err(|mut it| {
            if it.sqlstate == UNDEFINED_COLUMN {
                it.what = format!("column \"{name}\" does not exist");
            }
            it
        })
    }

    /// Each key needs an operator class of its own, or a default one.
    pub(super) fn comparable(&self, index: &Index) -> Done {
        let known: fn(&DataType) -> Option<&'static str> = match index.method.as_str() {
            "btree" | "hash" => without_order,
            "gist" if self.has_no_extensions() => without_space,
            _ => return Ok(()),
        };
        let relation = self.catalog.get(index.table).and_then(|it| it.relation());
        let typed = |it: &Element| match (it.column, &it.expression) {
            (Some(number), _) => relation.and_then(|it| it.numbered(number)).map(|it| it.data_type.clone()),
            (None, expression) => expression.as_ref().and_then(|it| it.data_type.clone()),
        };
        for element in index.elements.iter().filter(|it| it.operator_class.is_none()) {
            let Some(data_type) = typed(element) else { continue };
            if let Some(name) = known(&self.base_type(&data_type)) {
                let method = &index.method;
                let what =
                    format!("data type {name} has no default operator class for access method \"{method}\"");
                return Err(failure(UNDEFINED_OBJECT, what));
            }
        }
        Ok(())
    }

    /// Nothing but PL/pgSQL, which every database has, can have brought operator classes.
    fn has_no_extensions(&self) -> bool {
        self.whole && self.catalog.all(Space::Extension).count() < 2
    }

    pub(super) fn create_statistics(&mut self, it: &CreateStatistics) -> Done {
        let Some(Source::Relation { name: table, .. }) = it.from.first() else { return Ok(()) };
        let table = self.relation(&table.value)?;
        let (table_name, own_schema) = self.placed(table);
        let columns: Vec<String> = index_columns(it.elements.iter());
        let (schema, name) = match &it.name {
            Some(name) => (self.creation_schema(&name.value)?, name.value.name.clone()),
            None => (own_schema, self.statistics_name(own_schema, &table_name, &columns)),
        };
        if self.catalog.find(Space::Statistics, Some(schema), &name).is_some() {
            return match it.if_not_exists {
                true => Ok(()),
                false => Err(exists("42710", "statistics object", &name)),
            };
        }
        let (mut uses, mut named) = (Vec::new(), Vec::new());
        for element in &it.elements {
            match element {
                Indexed::Column(column) => {
                    named.push(self.indexed_column(table, column)?);
                    self.has_order(table, column)?;
                }
                Indexed::Expression(value) => uses.extend(self.expression(value, Some(table))?.1),
            }
        }
        if distinct(named.clone()).len() < named.len() {
            return Err(failure(DUPLICATE_COLUMN, "duplicate column name in statistics definition"));
        }
        uses.extend(named.into_iter().map(|number| (table, Part::Column(number))));
        let object = self.born(name, Some(schema), Body::Statistics);
        let id = self.catalog.add(object);
        uses.push((table, Part::Whole));
        self.depend((id, Part::Whole), uses, crate::schema::catalog::Link::Auto);
        Ok(())
    }

    fn has_order(&self, table: Id, name: &Ident) -> Done {
        let column = self.catalog.get(table).and_then(|it| it.relation()?.column(name));
        match column.and_then(|it| without_order(&self.base_type(&it.data_type))) {
            None => Ok(()),
            Some(of) => {
                let what = format!("column \"{name}\" cannot be used in statistics because of its type {of}");
                Err(failure(UNSUPPORTED, what))
            }
        }
    }

    pub(super) fn statistics_name(&self, schema: Id, table: &Ident, columns: &[String]) -> Ident {
        let second = columns.join("_");
        let mut number = 0;
        loop {
            let label = if number == 0 { "stat".to_owned() } else { format!("stat{number}") };
            let name = crate::schema::naming::object_name(table.as_str(), &second, &label);
            let name = Ident::folded(name);
            if self.catalog.find(Space::Statistics, Some(schema), &name).is_none() {
                return name;
            }
            number += 1;
        }
    }

    /// The names of an index's columns, for the name of its like on another table.
    pub(super) fn element_names(&self, index: &Index) -> Vec<String> {
        let relation = self.catalog.get(index.table).and_then(|it| it.relation());
        let named = |number: u16| relation.and_then(|it| it.numbered(number)).map(|it| it.name.to_string());
        let keys = index.elements.iter().map(|it| {
            let made = it.expression.as_ref().and_then(|it| it.name.as_ref()).map(Ident::to_string);
            it.column.and_then(named).or(made).unwrap_or_else(|| "expr".to_owned())
        });
        apart(keys.chain(index.include.iter().filter_map(|number| named(*number))))
    }
}

/// The name of a type that the server's own GiST indexes do not hold.
fn without_space(it: &DataType) -> Option<&'static str> {
    const PLAIN: &[&str] = &[
        "bool",
        "date",
        "int2",
        "int4",
        "int8",
        "numeric",
        "text",
        "timestamp",
        "timestamptz",
        "uuid",
        "varchar",
    ];
    PLAIN.iter().copied().find(|name| Builtin::named(name).is_some_and(|plain| it.is(plain)))
}

/// The name of a type that has no order, and no equality either.
pub fn without_order(it: &DataType) -> Option<&'static str> {
    const WITHOUT: [Builtin; 2] = [Builtin::JSON, Builtin::XML];
    let plain = WITHOUT.iter().find(|builtin| it.is(**builtin)).map(|it| it.name());
    let shapes = ["point", "line", "lseg", "box", "path", "polygon", "circle"];
    let shape = || shapes.into_iter().find(|name| Builtin::named(name).is_some_and(|b| it.is(b)));
    plain.or_else(shape)
}
