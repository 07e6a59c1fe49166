//! From names as they are written to what they name.

use super::catalog::{
    Body, Builtin, DataType, Id, Object, Persistence, Relation, RelationKind, Space, TypeName,
    is_history_name,
};
use super::failure::{
    Done, Failure, UNDEFINED_COLUMN, UNDEFINED_OBJECT, UNDEFINED_SCHEMA, UNDEFINED_TABLE, written,
};
use super::session::TEMPORARY;
use super::{Origin, Schema};
use crate::statement::{Ident, Modifier, Name, TypeName as Written};

/// Whether a name is one of the server's own relations.
fn is_system(name: &Name) -> bool {
    match &name.schema {
        Some(schema) => matches!(schema.as_str(), "pg_catalog" | "information_schema" | "pg_toast"),
        None => name.name.as_str().starts_with("pg_"),
    }
}

impl Schema {
    pub fn namespace(&self, name: &Ident) -> Option<Id> {
        self.catalog.find(Space::Schema, None, name)
    }

    /// What a name means, in its schema or along the search path.
    pub fn lookup(&self, space: Space, name: &Name) -> Option<Id> {
        match &name.schema {
            Some(schema) => self.catalog.find(space, Some(self.namespace(schema)?), &name.name),
            None => self.path().into_iter().find_map(|it| self.catalog.find(space, Some(it), &name.name)),
        }
    }

    /// The table, view, index or sequence of this name.
    pub fn relation_id(&self, name: &Name) -> Option<Id> {
        self.lookup(Space::Relation, name)
    }

    /// A relation that a query reads: `None` where nothing is known of it.
    pub(super) fn readable(&self, name: &Name) -> Done<Option<Id>> {
        match self.relation_id(name) {
            Some(id) => Ok(Some(id)),
            None if is_system(name) || is_history_name(name.name.as_str()) => Ok(None),
            None if !self.whole && !self.had(Space::Relation, name) => Ok(None),
            None => Err(self.no_relation(name)),
        }
    }

    /// Whether statements took away what this name meant.
    fn had(&self, space: Space, name: &Name) -> bool {
        match &name.schema {
            Some(schema) => match self.namespace(schema) {
                Some(id) => self.catalog.had(space, Some(id), &name.name),
                None => self.catalog.had(Space::Schema, None, schema),
            },
            // What a temporary table hid is still there.
            None => {
                let temporary = self.catalog.find(Space::Schema, None, &Ident::folded(TEMPORARY));
                let mut path = self.path().into_iter().filter(|it| Some(*it) != temporary);
                path.any(|it| self.catalog.had(space, Some(it), &name.name))
            }
        }
    }

    /// Whether something is missing that may be older than the statements.
    pub(super) fn overlooks(&self, failure: &Failure) -> bool {
        failure.missing && !failure.certain && !self.whole
    }

    /// Goes on without what is missing, and remembers that.
    pub(super) fn overlook(&mut self, failure: Box<Failure>) {
        match failure.nearest {
            Some(_) if !self.partial => drop(self.strange.get_or_insert(failure)),
            _ => self.partial = true,
        }
    }

    /// Whether a relation has nothing but what statements gave it.
    pub(super) fn knows_all(&self, relation: Id) -> bool {
        self.catalog.get(relation).and_then(|it| it.relation()).is_some_and(|it| !it.open)
    }

    pub(super) fn no_relation(&self, name: &Name) -> Box<Failure> {
        let certain = self.had(Space::Relation, name);
        let path = match &name.schema {
            _ if self.partial && !certain => Vec::new(),
            Some(schema) => self.namespace(schema).into_iter().collect(),
            None => self.path(),
        };
        let there = path.into_iter().flat_map(|it| self.catalog.named(Space::Relation, Some(it)));
        let there = there.filter_map(|it| Some(&self.catalog.get(it)?.name));
        let what = format!("relation \"{}\" does not exist", written(name));
        Failure::missing(UNDEFINED_TABLE, what, &name.name, there).certain(certain)
    }

    /// A relation that must be there, as the history table of a migration tool is before its first migration. Where
    /// the statements do not tell everything, one that nobody created is taken
    /// for an older one.
    pub(super) fn relation(&mut self, name: &Name) -> Done<Id> {
        match self.relation_id(name) {
            Some(id) => Ok(id),
            None if is_history_name(name.name.as_str()) => self.assume_table(name),
            None if self.whole || self.had(Space::Relation, name) => Err(self.no_relation(name)),
            None => {
                self.overlook(self.no_relation(name));
                self.assume_table(name)
            }
        }
    }

    pub(super) fn assume_table(&mut self, name: &Name) -> Done<Id> {
        let schema = match &name.schema {
            Some(schema) => self.assume_schema(schema),
            None => self.creation_schema(name)?,
        };
        let relation = Relation { open: true, ..Relation::new(RelationKind::Table) };
        let object = Object::new(name.name.clone(), Some(schema), Body::Relation(relation));
        Ok(self.catalog.add(Object { assumed: true, ..object }))
    }

    pub(super) fn assume_schema(&mut self, name: &Ident) -> Id {
        let assumed = Object { assumed: true, ..Object::new(name.clone(), None, Body::Schema) };
        self.namespace(name).unwrap_or_else(|| self.catalog.add(assumed))
    }

    /// The schema that a new object of this name goes to.
    pub(super) fn creation_schema(&mut self, name: &Name) -> Done<Id> {
        let missing = |schema: &Ident| {
            let what = format!("schema \"{schema}\" does not exist");
            Failure::missing(UNDEFINED_SCHEMA, what, schema, std::iter::empty())
        };
        if let Some(schema) = &name.schema {
            if schema.as_str() == TEMPORARY {
                return Ok(self.temporary_schema());
            }
            return match self.namespace(schema) {
                Some(id) => Ok(id),
                None if self.whole => Err(missing(schema)),
                None => Ok(self.assume_schema(schema)),
            };
        }
        let temporary = self.namespace(&Ident::folded(TEMPORARY));
        let path = self.path().into_iter().find(|it| Some(*it) != temporary);
        let wanted = self.setting("search_path").and_then(|it| it.first().cloned());
        match path {
            Some(id) => Ok(id),
            None if self.whole => {
                Err(super::failure::failure(UNDEFINED_SCHEMA, "no schema has been selected to create in"))
            }
            None => Ok(self.assume_schema(&Ident::folded(wanted.unwrap_or_else(|| "public".to_owned())))),
        }
    }

    /// The schema of a new relation, which may be temporary.
    pub(super) fn schema_for(&mut self, name: &Name, persistence: Persistence) -> Done<Id> {
        if persistence == Persistence::Temporary {
            Ok(self.temporary_schema())
        } else {
            self.creation_schema(name)
        }
    }

    /// The functions of this name, those of the first schema first.
    pub(super) fn functions_named(&self, name: &Name) -> Vec<Id> {
        let schemas = match &name.schema {
            Some(schema) => self.namespace(schema).into_iter().collect(),
            None => self.path(),
        };
        schemas.into_iter().flat_map(|it| self.catalog.overloads(it, &name.name)).collect()
    }

    /// The number of a column of a relation. Where not all of its columns are known, a new one is taken for granted.
    pub(super) fn column_number(&mut self, table: Id, name: &Ident) -> Done<u16> {
        let Some(object) = self.catalog.get(table) else { return Ok(0) };
        let Some(relation) = object.relation() else { return Ok(0) };
        if let Some(column) = relation.column(name) {
            return Ok(column.number);
        }
        if !relation.open {
            let what = format!("column \"{name}\" of relation \"{}\" does not exist", object.name);
            let there = relation.columns.iter().map(|it| &it.name);
            return Err(Failure::missing(UNDEFINED_COLUMN, what, name, there).certain(true));
        }
        let mut number = 0;
        self.catalog.change(table, |object| {
            if let Some(relation) = object.relation_mut() {
                let unknown = super::catalog::Column::new(name.clone(), DataType::unknown("unknown"));
                number = relation.push(unknown);
            }
        });
        Ok(number)
    }

    pub(super) fn column_numbers(&mut self, table: Id, names: &[Ident]) -> Done<Vec<u16>> {
        names.iter().map(|name| self.column_number(table, name)).collect()
    }

    /// The type that is written.
    pub fn resolve_type(&self, it: &Written) -> Done<DataType> {
        if let Some(table) = &it.column_of {
            let relation = self.relation_id(table).and_then(|id| self.catalog.get(id)?.relation());
            let column = relation.and_then(|it2| it2.column(&it.name.name));
            return match column {
                Some(column) => Ok(column.data_type.bare()),
                None if self.whole || self.had(Space::Relation, table) => Err(self.no_relation(table)),
                None => Ok(DataType::unknown(&it.to_string())),
            };
        }
        let name = it.name.name.as_str();
        let (name, mut array) = match it.name.schema.is_none() || it.is_builtin() {
            true => match name.strip_prefix('_').filter(|it| Builtin::named(it).is_some()) {
                Some(element) => (element, true),
                None => (name, false),
            },
            false => (name, false),
        };
        array |= it.dimensions > 0;
        let builtin = it.name.schema.is_none() || it.is_builtin();
        if let Some(found) = Builtin::named(name).filter(|_| builtin) {
            let modifier = modifier(found, &it.modifiers).map(Into::into);
            return Ok(DataType { name: TypeName::Builtin(found), array, modifier });
        }
        match self.own_type(&it.name) {
            Some((id, as_array)) => {
                let modifier = joined(&it.modifiers).map(Into::into);
                Ok(DataType { name: TypeName::Object(id), array: array || as_array, modifier })
            }
            None if self.whole || self.had(Space::Type, &it.name) => Err(self.no_type(&it.name)),
            None => Ok(DataType {
                array,
                ..DataType::unknown(&Written { dimensions: 0, ..it.clone() }.to_string())
            }),
        }
    }

    /// A type of the schema; its array type goes by the name with a line before it.
    fn own_type(&self, name: &Name) -> Option<(Id, bool)> {
        if let Some(id) = self.lookup(Space::Type, name) {
            return Some((id, false));
        }
        let element = name.name.as_str().strip_prefix('_')?;
        let id = self.lookup(Space::Type, &Name { name: Ident::folded(element), ..name.clone() })?;
        Some((id, true))
    }

    pub(super) fn no_type(&self, name: &Name) -> Box<Failure> {
        let there = self.path().into_iter().flat_map(|it| self.catalog.named(Space::Type, Some(it)));
        let there = there.filter_map(|it| Some(&self.catalog.get(it)?.name));
        let what = format!("type \"{}\" does not exist", written(name));
        let certain = self.had(Space::Type, name);
        Failure::missing(UNDEFINED_OBJECT, what, &name.name, there).certain(certain)
    }

    /// An object as the statement that runs creates it.
    pub(super) fn born(&self, name: Ident, below: Option<Id>, body: Body) -> Object {
        Object { born: Some(self.origin), ..Object::new(name, below, body) }
    }

    /// The same, where its words are known more exactly.
    pub(super) fn born_at(&self, span: crate::finding::Span, object: Object) -> Object {
        Object { born: Some(Origin { span, ..self.origin }), ..object }
    }
}

fn joined(modifiers: &[Modifier]) -> Option<String> {
    if modifiers.is_empty() {
        return None;
    }
    let words = modifiers.iter().map(|it| match it {
        Modifier::Number(number) => number.to_string(),
        Modifier::Word(word) => word.clone(),
    });
    Some(words.collect::<Vec<_>>().join(","))
}

/// As `typmodout` prints it, without the brackets.
fn modifier(builtin: Builtin, modifiers: &[Modifier]) -> Option<String> {
    match modifiers {
        [Modifier::Number(digits)] if builtin == Builtin::NUMERIC => Some(format!("{digits},0")),
        [Modifier::Number(mask)] if builtin == Builtin::INTERVAL => fields(*mask).map(str::to_owned),
        [Modifier::Number(mask), Modifier::Number(digits)] if builtin == Builtin::INTERVAL => {
            Some(match fields(*mask) {
                Some(fields) => format!("{fields}({digits})"),
                None => digits.to_string(),
            })
        }
        _ => joined(modifiers),
    }
}

/// The fields of an interval, by PostgreSQL's mask; `None` is all of them.
fn fields(mask: i32) -> Option<&'static str> {
    const FIELDS: &[(i32, &str)] = &[
        (0x4, " year"),
        (0x2, " month"),
        (0x8, " day"),
        (0x400, " hour"),
        (0x800, " minute"),
        (0x1000, " second"),
        (0x6, " year to month"),
        (0x408, " day to hour"),
        (0xc08, " day to minute"),
        (0x1c08, " day to second"),
        (0xc00, " hour to minute"),
        (0x1c00, " hour to second"),
        (0x1800, " minute to second"),
    ];
    FIELDS.iter().find(|(it, _)| *it == mask).map(|(_, words)| *words)
}
