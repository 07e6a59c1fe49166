//! DROP of anything.

use crate::schema::Schema;
use crate::schema::catalog::{Body, FunctionKind, Id, Link, Part, RelationKind, Space};
use crate::schema::failure::{
    Done, Failure, UNDEFINED_FUNCTION, UNDEFINED_OBJECT, UNDEFINED_SCHEMA, UNDEFINED_TABLE, UNSUPPORTED,
    WRONG_OBJECT, failure, written,
};
use crate::statement::{Drop, Name, Object, ObjectRef};

impl Schema {
    pub(super) fn drop_objects(&mut self, it: &Drop) -> Done {
        if it.concurrently && it.objects.len() > 1 {
            return Err(failure(
                UNSUPPORTED,
                "DROP INDEX CONCURRENTLY does not support dropping multiple objects",
            ));
        }
        if it.concurrently && it.cascade {
            return Err(failure(UNSUPPORTED, "DROP INDEX CONCURRENTLY does not support CASCADE"));
        }
        let mut targets = Vec::new();
        for object in &it.objects {
            match self.find_object(object) {
                Ok(Some(id)) => targets.push((id, Part::Whole)),
                Ok(None) => {}
                Err(failure) if it.if_exists && failure.missing => {}
                Err(failure) if self.overlooks(&failure) => self.overlook(failure),
                Err(failure) => return Err(failure),
            }
        }
        if it.concurrently {
            self.not_partitioned_index(&targets)?;
        }
        for (id, _) in &targets {
            if let Some(role) = self.catalog.get(*id).filter(|it| matches!(it.body, Body::Role))
                && self.catalog.linked((*id, Part::Whole), Link::Owner).next().is_some()
            {
                let what =
                    format!("role \"{}\" cannot be dropped because some objects depend on it", role.name);
                return Err(failure("2BP01", what));
            }
        }
        self.catalog.drop(&targets, it.cascade)
    }

    fn not_partitioned_index(&self, targets: &[(Id, Part)]) -> Done {
        for (id, _) in targets {
            let Some(object) = self.catalog.get(*id) else { continue };
            if object.index().is_some_and(|it| self.is_partitioned(it.table)) {
                let what = format!("cannot drop partitioned index \"{}\" concurrently", object.name);
                return Err(failure(UNSUPPORTED, what));
            }
        }
        Ok(())
    }

    /// The object that a statement names; `None` for kinds that are not kept.
    pub(crate) fn find_object(&self, it: &ObjectRef) -> Done<Option<Id>> {
        let name = &it.name.value;
        match it.object {
            Object::Table
            | Object::View
            | Object::MaterializedView
            | Object::Index
            | Object::Sequence
            | Object::ForeignTable => self.find_relation(it.object, name).map(Some),
            Object::Type | Object::Domain => self.find_type(it.object, name).map(Some),
            Object::Function | Object::Procedure | Object::Aggregate | Object::Routine => {
                self.find_function(it)
            }
            Object::Trigger => self.find_below(it, Space::Trigger, "trigger", "for table"),
            Object::Policy => self.find_below(it, Space::Policy, "policy", "for table"),
            Object::Rule => self.find_below(it, Space::Rule, "rule", "for relation"),
            Object::Constraint => self.find_below(it, Space::Constraint, "constraint", "for table"),
            Object::DomainConstraint => {
                let domain = it.on.as_ref().and_then(|on| self.lookup(Space::Type, on));
                Ok(domain.and_then(|id| self.catalog.find(Space::Constraint, Some(id), &name.name)))
            }
            Object::Schema => self.global(Space::Schema, name, "schema", UNDEFINED_SCHEMA),
            Object::Extension => self.global(Space::Extension, name, "extension", UNDEFINED_OBJECT),
            Object::Publication => self.global(Space::Publication, name, "publication", UNDEFINED_OBJECT),
            Object::Role => Ok(self.catalog.find(Space::Role, None, &name.name)),
            Object::Statistics => match self.lookup(Space::Statistics, name) {
                Some(id) => Ok(Some(id)),
                None => Err(absent(UNDEFINED_OBJECT, "statistics object", name)),
            },
            other => Ok(self.lookup_other(other, name)),
        }
    }

    fn lookup_other(&self, object: Object, name: &Name) -> Option<Id> {
        let own = Name {
            name: crate::statement::Ident::folded(format!("{} {}", object.words(), name.name)),
            ..name.clone()
        };
        self.catalog.find(Space::Other, None, &own.name).or_else(|| self.lookup(Space::Other, &own))
    }

    fn global(&self, space: Space, name: &Name, kind: &str, state: &'static str) -> Done<Option<Id>> {
        match self.catalog.find(space, None, &name.name) {
            Some(id) => Ok(Some(id)),
            None => {
                let there = self.catalog.all(space).filter_map(|it| Some(&self.catalog.get(it)?.name));
                let what = format!("{kind} \"{}\" does not exist", name.name);
                Err(Failure::missing(state, what, &name.name, there))
            }
        }
    }

    fn find_relation(&self, object: Object, name: &Name) -> Done<Id> {
        let Some(id) = self.relation_id(name) else {
            let what = format!("{} \"{}\" does not exist", object.words(), written(name));
            let state = if object == Object::Index { UNDEFINED_OBJECT } else { UNDEFINED_TABLE };
            let mut missing = self.no_relation(name);
            (missing.sqlstate, missing.what) = (state, what);
            return Err(missing);
        };
        let body = self.catalog.get(id).map(|it| &it.body);
        let kind = match body {
            Some(Body::Index(_)) => Object::Index,
            Some(Body::Sequence(_)) => Object::Sequence,
            Some(Body::Relation(it)) => match it.kind {
                RelationKind::Table => Object::Table,
                RelationKind::View => Object::View,
                RelationKind::MaterializedView => Object::MaterializedView,
                RelationKind::Foreign => Object::ForeignTable,
                RelationKind::Composite => Object::Type,
            },
            _ => object,
        };
        let assumed = self.catalog.get(id).is_some_and(|it| it.assumed);
        if kind == object || assumed {
            return Ok(id);
        }
        let article = if object == Object::Index { "an" } else { "a" };
        Err(failure(WRONG_OBJECT, format!("\"{}\" is not {article} {}", name.name, object.words())))
    }

    fn find_type(&self, object: Object, name: &Name) -> Done<Id> {
        let Some(id) = self.lookup(Space::Type, name) else {
            return Err(self.no_type(name));
        };
        let known = self.catalog.get(id);
        let domain = known
            .and_then(|it| it.data_type())
            .is_some_and(|it| matches!(it.kind, crate::schema::catalog::TypeKind::Domain { .. }));
        let row = known.and_then(|it| it.relation()).is_some_and(|it| it.kind != RelationKind::Composite);
        if object == Object::Domain && !domain {
            return Err(failure(WRONG_OBJECT, format!("\"{}\" is not a domain", written(name))));
        }
        if row {
            let what = format!("cannot drop type {} because table {} requires it", name.name, name.name);
            return Err(failure("2BP01", what));
        }
        Ok(id)
    }

    /// A function by its argument types; without them there must be one of its name.
    pub(super) fn find_function(&self, it: &ObjectRef) -> Done<Option<Id>> {
        let name = &it.name.value;
        let of_kind = |id: &Id| {
            let kind = self.catalog.get(*id).and_then(|it| it.function()).map(|it| it.kind);
            match it.object {
                Object::Procedure => kind == Some(FunctionKind::Procedure),
                Object::Aggregate => kind == Some(FunctionKind::Aggregate),
                Object::Function => {
                    kind != Some(FunctionKind::Procedure) && kind != Some(FunctionKind::Aggregate)
                }
                _ => true,
            }
        };
        let known: Vec<Id> = self.functions_named(name).into_iter().filter(of_kind).collect();
        let kind = it.object.words();
        match &it.arguments {
            None if known.len() == 1 => Ok(Some(known[0])),
            None if known.len() > 1 => {
                Err(failure("42725", format!("{kind} name \"{}\" is not unique", name.name)))
            }
            None => {
                let what = format!("could not find a {kind} named \"{}\"", written(name));
                Err(failure(UNDEFINED_FUNCTION, what).missed())
            }
            Some(arguments) => {
                let mut wanted = Vec::new();
                for argument in arguments {
                    wanted.push(self.resolve_type(argument)?.bare());
                }
                let same = |id: &Id| {
                    let function = self.catalog.get(*id).and_then(|it| it.function());
                    function.is_some_and(|it| it.inputs().map(|it| it.bare()).eq(wanted.iter().cloned()))
                };
                match known.into_iter().find(same) {
                    Some(id) => Ok(Some(id)),
                    None => {
                        let inputs: Vec<String> =
                            wanted.iter().map(|it| it.format_bare(&self.catalog, self.postgres)).collect();
                        let what = format!("{kind} {}({}) does not exist", written(name), inputs.join(", "));
                        Err(failure(UNDEFINED_FUNCTION, what).missed())
                    }
                }
            }
        }
    }

    fn find_below(&self, it: &ObjectRef, space: Space, kind: &str, of: &str) -> Done<Option<Id>> {
        let Some(on) = &it.on else { return Ok(None) };
        let Some(table) = self.relation_id(on) else {
            return Err(self.no_relation(on));
        };
        let name = &it.name.value.name;
        match self.catalog.find(space, Some(table), name) {
            Some(id) => Ok(Some(id)),
            None => {
                let there = self.catalog.named(space, Some(table));
                let there = there.filter_map(|it| Some(&self.catalog.get(it)?.name));
                let what = format!("{kind} \"{name}\" {of} \"{}\" does not exist", on.name);
                let certain = self.knows_all(table);
                Err(Failure::missing(UNDEFINED_OBJECT, what, name, there).certain(certain))
            }
        }
    }
}

fn absent(state: &'static str, kind: &str, name: &Name) -> Box<Failure> {
    failure(state, format!("{kind} \"{}\" does not exist", written(name))).missed()
}
