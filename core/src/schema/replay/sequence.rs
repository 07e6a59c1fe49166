//! Sequences and schemas.

use crate::schema::Schema;
use crate::schema::catalog::{Body, Builtin, Edge, Id, Link, Part, Persistence, Sequence, Space};
use crate::schema::failure::{DUPLICATE_SCHEMA, Done, exists, failure};
use crate::statement::{
    AlterSequence, CreateSchema, CreateSequence, Ident, Kind, Name, SequenceOption, Statement,
};

impl Schema {
    pub(super) fn create_sequence(&mut self, it: &CreateSequence) -> Done {
        let persistence = match () {
            () if it.temporary => Persistence::Temporary,
            () if it.unlogged => Persistence::Unlogged,
            () => Persistence::Permanent,
        };
        let name = &it.name.value;
        let Some(schema) = self.room_for(name, persistence, it.if_not_exists)? else { return Ok(()) };
        let sequence =
            Sequence { data_type: Builtin::INT8.into(), persistence, owned_by: None, identity: false };
        let object = self.born(name.name.clone(), Some(schema), Body::Sequence(sequence));
        let id = self.catalog.add(object);
        self.sequence_options(id, &it.options)
    }

    pub(super) fn alter_sequence(&mut self, it: &AlterSequence) -> Done {
        let name = &it.name.value;
        match self.relation_id(name) {
            Some(id) => self.sequence_options(id, &it.options),
            None if it.if_exists || !self.whole => Ok(()),
            None => Err(self.no_relation(name)),
        }
    }

    fn sequence_options(&mut self, id: Id, options: &[SequenceOption]) -> Done {
        for option in options {
            match option {
                SequenceOption::As(data_type) => {
                    let data_type = self.resolve_type(data_type)?;
                    self.change_sequence(id, |it| it.data_type = data_type);
                }
                SequenceOption::OwnedBy(owner) => {
                    let owner = match owner {
                        Some((table, column)) => Some(self.owner(table, column)?),
                        None => None,
                    };
                    self.own_sequence(id, owner)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn owner(&mut self, table: &Name, column: &Ident) -> Done<(Id, u16)> {
        let table = self.relation(table)?;
        Ok((table, self.column_number(table, column)?))
    }

    fn change_sequence(&mut self, id: Id, change: impl FnOnce(&mut Sequence)) {
        self.catalog.change(id, |object| {
            if let Body::Sequence(it) = &mut object.body {
                change(it);
            }
        });
    }

    fn own_sequence(&mut self, id: Id, owner: Option<(Id, u16)>) -> Done {
        let known = self.catalog.get(id).and_then(|it| it.sequence());
        if known.is_some_and(|it| it.identity) {
            return Err(failure("0A000", "cannot change ownership of identity sequence"));
        }
        let schema = |id: Id| self.catalog.get(id).and_then(|it| it.below);
        if let Some((table, _)) = owner
            && schema(table) != schema(id)
        {
            let what = "sequence must be in same schema as table it is linked to";
            return Err(failure("55000", what));
        }
        for edge in self.catalog.needs(id) {
            if edge.link == Link::Auto {
                self.catalog.unlink(edge);
            }
        }
        self.change_sequence(id, |it| it.owned_by = owner);
        if let Some((table, number)) = owner {
            let on = (table, Part::Column(number));
            self.catalog.link(Edge { on, by: (id, Part::Whole), link: Link::Auto });
        }
        Ok(())
    }

    /// A schema with what stands in its statement, where its name comes first in the search path.
    pub(super) fn create_schema_with(&mut self, it: &CreateSchema, inner: &[Statement]) -> Done {
        self.create_schema(it)?;
        let rank = |it: &&Statement| match it.kind {
            Kind::CreateSequence(_) => 0,
            Kind::CreateTable(_) => 1,
            Kind::CreateView(_) => 2,
            Kind::CreateIndex(_) => 3,
            _ => 4,
        };
        let path = self.first_in_path(&it.name.value);
        let mut done = Ok(());
        for wanted in 0..=4 {
            for statement in inner.iter().filter(|it| rank(it) == wanted) {
                done = done.and_then(|()| self.run_inner(std::slice::from_ref(statement)));
            }
        }
        self.restore_path(path);
        done
    }

    fn create_schema(&mut self, it: &CreateSchema) -> Done {
        let name = &it.name.value;
        match self.catalog.find(Space::Schema, None, name) {
            Some(id) if self.catalog.get(id).is_some_and(|it| it.assumed) => {
                let origin = self.origin;
                self.catalog.change(id, |it| (it.assumed, it.born) = (false, Some(origin)));
                Ok(())
            }
            Some(_) if it.if_not_exists => Ok(()),
            Some(_) => Err(exists(DUPLICATE_SCHEMA, "schema", name)),
            None if name.as_str().starts_with("pg_") => {
                Err(failure("42939", format!("unacceptable schema name \"{name}\"")))
            }
            None => {
                let object = self.born(name.clone(), None, Body::Schema);
                self.catalog.add(object);
                Ok(())
            }
        }
    }
}
