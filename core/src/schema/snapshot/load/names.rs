//! The catalog as it grows, and its names.

use crate::schema::catalog::{
    Body, Builtin, Catalog, DataType, Edge, Expression, Id, Link, Object, Part, Space, TypeName, Volatility,
    quoted,
};
use crate::schema::snapshot::{self, Qualified};
use crate::statement::Ident;

/// Only the quotes of names that no row tells of depend on a version.
pub const POSTGRES: u16 = 18;

#[derive(Default)]
pub struct Names {
    pub catalog: Catalog,
}

pub fn ident(name: &str) -> Ident {
    Ident::folded(name)
}

/// What a server keeps as an expression, of which only the columns are told.
pub fn expression(columns: Vec<u16>) -> Expression {
    Expression { volatility: Volatility::Unknown, columns, ..Expression::default() }
}

impl Names {
    /// A schema, which is assumed where no row tells of it.
    pub fn schema(&mut self, name: &str) -> Id {
        let name = ident(name);
        let found = self.catalog.find(Space::Schema, None, &name);
        found.unwrap_or_else(|| {
            self.catalog.add(Object { assumed: true, ..Object::new(name, None, Body::Schema) })
        })
    }

    /// Adds an object below a schema, as a member of its extension where it has one.
    pub fn add(&mut self, name: (&str, &str), extension: Option<&str>, commented: bool, body: Body) -> Id {
        let schema = self.schema(name.0);
        self.add_below(Some(schema), name.1, extension, commented, body)
    }

    pub fn add_below(
        &mut self,
        below: Option<Id>,
        name: &str,
        extension: Option<&str>,
        comment: bool,
        body: Body,
    ) -> Id {
        let id = self.catalog.add(Object { comment, ..Object::new(ident(name), below, body) });
        if let Some(on) = extension.and_then(|it| self.catalog.find(Space::Extension, None, &ident(it))) {
            self.link((id, Part::Whole), (on, Part::Whole), Link::Extension);
        }
        id
    }

    pub fn link(&mut self, by: (Id, Part), on: (Id, Part), link: Link) {
        self.catalog.link(Edge { on, by, link });
    }

    pub fn find(&self, space: Space, schema: &str, name: &str) -> Option<Id> {
        let schema = self.catalog.find(Space::Schema, None, &ident(schema))?;
        self.catalog.find(space, Some(schema), &ident(name))
    }

    pub fn relation(&self, name: &Qualified) -> Option<Id> {
        self.find(Space::Relation, &name.schema, &name.name)
    }

    /// The number of a column; zero where there is none of this name.
    pub fn number(&self, relation: Id, column: &str) -> u16 {
        let relation = self.catalog.get(relation).and_then(Object::relation);
        relation.and_then(|it| it.column(&ident(column))).map_or(0, |it| it.number)
    }

    pub fn numbers(&self, relation: Id, columns: &[String]) -> Vec<u16> {
        columns.iter().map(|it| self.number(relation, it)).collect()
    }

    pub fn data_type(&self, it: &snapshot::DataType) -> DataType {
        let name = match &it.schema {
            None => Builtin::named(&it.name).map(TypeName::Builtin),
            Some(schema) => self.find(Space::Type, schema, &it.name).map(TypeName::Object),
        };
        let unknown = || {
            let schema = it.schema.iter().map(|it| quoted(it, POSTGRES) + ".");
            TypeName::Unknown(schema.chain([quoted(&it.name, POSTGRES)]).collect::<String>().into())
        };
        DataType {
            name: name.unwrap_or_else(unknown),
            array: it.array,
            modifier: it.modifier.as_deref().map(Into::into),
        }
    }

    /// Holds a part of an object to the type that it has.
    pub fn depend_on_type(&mut self, by: (Id, Part), data_type: &DataType) {
        if let TypeName::Object(on) = data_type.name {
            self.link(by, (on, Part::Whole), Link::Normal);
        }
    }
}
