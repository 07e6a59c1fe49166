//! RENAME and SET SCHEMA.

use crate::schema::Schema;
use crate::schema::catalog::{Body, Id, Link, Object as Known, Part, Space};
use crate::schema::failure::{
    DUPLICATE_COLUMN, DUPLICATE_FUNCTION, DUPLICATE_OBJECT, DUPLICATE_RELATION, DUPLICATE_SCHEMA, Done,
    UNDEFINED_SCHEMA, exists, failure,
};
use crate::statement::{Ident, Name, Object, ObjectRef, Rename, Renamed};

impl Schema {
    pub(super) fn rename(&mut self, it: &Rename) -> Done {
        let to = &it.to.value;
        let renamed = match &it.what {
            Renamed::Table(name) | Renamed::Index(name) => {
                self.existing(name).and_then(|id| self.rename_to(id, to))
            }
            Renamed::Type(name) => match self.lookup(Space::Type, name) {
                Some(id) => self.rename_to(id, to),
                None => Err(self.no_type(name)),
            },
            Renamed::Column { table, column } => {
                let table = self.existing(table);
                table.and_then(|id| {
                    self.can_rename(id, column).and_then(|()| self.rename_column(id, column, to))
                })
            }
            Renamed::Attribute { name, attribute } => match self.lookup(Space::Type, name) {
                Some(id) => self.rename_column(id, attribute, to),
                None => Err(self.no_type(name)),
            },
            Renamed::Constraint { table, constraint } => {
                self.existing(table).and_then(|id| self.rename_constraint(id, constraint, to))
            }
            Renamed::DomainConstraint { domain, constraint } => {
                let domain = self.lookup(Space::Type, domain);
                let id = domain.and_then(|id| self.catalog.find(Space::Constraint, Some(id), constraint));
                id.map_or(Ok(()), |id| self.rename_to(id, to))
            }
            Renamed::Schema(object) => {
                self.movable(object).and_then(|id| id.map_or(Ok(()), |id| self.move_to(id, to)))
            }
            Renamed::Object(object) => {
                self.find_object(object).and_then(|id| id.map_or(Ok(()), |id| self.rename_to(id, to)))
            }
        };
        renamed.or_else(|failure| match (it.if_exists && failure.missing) || self.overlooks(&failure) {
            true => Ok(()),
            false => Err(failure),
        })
    }

    /// `ALTER TABLE … SET SCHEMA` moves any relation.
    fn movable(&self, it: &ObjectRef) -> Done<Option<Id>> {
        match (it.object, self.relation_id(&it.name.value)) {
            (Object::Table, Some(id)) => Ok(Some(id)),
            _ => self.find_object(it),
        }
    }

    /// A relation that must be there; what nobody created has no old name to lose.
    fn existing(&mut self, name: &Name) -> Done<Id> {
        self.relation_id(name).ok_or_else(|| self.no_relation(name))
    }

    fn rename_to(&mut self, id: Id, to: &Ident) -> Done {
        let Some(object) = self.catalog.get(id) else { return Ok(()) };
        self.free_name(object, object.below, to)?;
        let inside = match &object.body {
            Body::Index(it) => it.constraint,
            Body::Constraint(it) => it.index,
            _ => None,
        };
        self.catalog.change(id, |it| it.name = to.clone());
        if let Some(inside) = inside {
            self.catalog.change(inside, |it| it.name = to.clone());
        }
        Ok(())
    }

    /// No other object may have this name there.
    fn free_name(&self, object: &Known, below: Option<Id>, to: &Ident) -> Done {
        let taken = |space| self.catalog.find(space, below, to).is_some();
        let (space, state, kind) = match &object.body {
            Body::Relation(_) if taken(Space::Type) && !taken(Space::Relation) => {
                (Space::Type, DUPLICATE_OBJECT, "type")
            }
            Body::Relation(_) | Body::Index(_) | Body::Sequence(_) => {
                (Space::Relation, DUPLICATE_RELATION, "relation")
            }
            Body::Type(_) => (Space::Type, DUPLICATE_OBJECT, "type"),
            Body::Schema => (Space::Schema, DUPLICATE_SCHEMA, "schema"),
            Body::Constraint(_) => (Space::Constraint, DUPLICATE_OBJECT, "constraint"),
            Body::Trigger(_) => (Space::Trigger, DUPLICATE_OBJECT, "trigger"),
            Body::Policy => (Space::Policy, DUPLICATE_OBJECT, "policy"),
            Body::Function(it) => {
                let own = it.signature(to);
                let taken = self.catalog.find(Space::Function, below, &own).is_some();
                let what = format!("function {to} already exists in schema");
                return if taken { Err(failure(DUPLICATE_FUNCTION, what)) } else { Ok(()) };
            }
            _ => return Ok(()),
        };
        if taken(space) { Err(exists(state, kind, to)) } else { Ok(()) }
    }

    fn rename_column(&mut self, table: Id, from: &Ident, to: &Ident) -> Done {
        let number = self.column_number(table, from).map_err(|mut it| {
            if it.missing {
                it.what = format!("column \"{from}\" does not exist");
            }
            it
        })?;
        let (table_name, _) = self.placed(table);
        if self.catalog.get(table).and_then(|it| it.relation()?.column(to)).is_some() {
            let what = format!("column \"{to}\" of relation \"{table_name}\" already exists");
            return Err(failure(DUPLICATE_COLUMN, what));
        }
        self.change_column(table, number, |it| it.name = to.clone());
        for child in self.children(table) {
            // One that inherits by two ways has it renamed already.
            if self.catalog.get(child).and_then(|it| it.relation()?.column(from)).is_some() {
                self.rename_column(child, from, to)?;
            }
        }
        Ok(())
    }

    /// What comes from a parent is named by it.
    fn can_rename(&self, table: Id, column: &Ident) -> Done {
        let known = self.catalog.get(table).and_then(|it| it.relation()?.column(column));
        match known.is_some_and(|it| it.inherited > 0) {
            true => Err(failure("42P16", format!("cannot rename inherited column \"{column}\""))),
            false => Ok(()),
        }
    }

    fn rename_constraint(&mut self, table: Id, from: &Ident, to: &Ident) -> Done {
        let Some(id) = self.constraint(table, from)? else { return Ok(()) };
        let inherits = self.checks(table).contains(&id);
        self.rename_to(id, to)?;
        if inherits {
            for child in self.children(table) {
                if let Some(own) = self.catalog.find(Space::Constraint, Some(child), from) {
                    self.rename_to(own, to)?;
                }
            }
        }
        Ok(())
    }

    fn move_to(&mut self, id: Id, schema: &Ident) -> Done {
        let target = match self.namespace(schema) {
            Some(id) => id,
            None if self.whole && schema.as_str() != "pg_catalog" => {
                return Err(failure(UNDEFINED_SCHEMA, format!("schema \"{schema}\" does not exist")));
            }
            None => self.assume_schema(schema),
        };
        let Some(object) = self.catalog.get(id) else { return Ok(()) };
        if object.below == Some(target) {
            return Ok(());
        }
        let (name, extension) = (object.name.clone(), matches!(object.body, Body::Extension));
        if extension {
            let members: Vec<Id> = self
                .catalog
                .dependents(id)
                .filter(|it| it.link == Link::Extension)
                .map(|it| it.by.0)
                .collect();
            for member in members {
                self.catalog.change(member, |it| it.below = Some(target));
            }
            return Ok(());
        }
        self.free_name(object, Some(target), &name)?;
        let inside: Vec<Id> = self.inside(id);
        self.catalog.change(id, |it| it.below = Some(target));
        for id in inside {
            self.catalog.change(id, |it| it.below = Some(target));
        }
        Ok(())
    }

    /// The indexes of a table, and the sequences that its columns own.
    fn inside(&self, id: Id) -> Vec<Id> {
        let owned = self.catalog.dependents(id).filter(|it| matches!(it.on.1, Part::Column(_)));
        let owned = owned.map(|it| it.by.0).filter(|by| {
            let sequence = self.catalog.get(*by).and_then(|it| it.sequence());
            sequence.is_some_and(|it| it.owned_by.is_some_and(|(table, _)| table == id))
        });
        self.indexes_of(id).into_iter().chain(owned).collect()
    }
}
