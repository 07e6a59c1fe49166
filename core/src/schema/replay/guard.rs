//! Whether the guard of a statement lets it run.

use crate::schema::Schema;
use crate::schema::catalog::{Body, Id, RelationKind, Space, TypeKind};
use crate::statement::{Guard, Name, Object};

impl Schema {
    /// Whether what it asks for is there.
    pub(super) fn is_there(&self, it: &Guard) -> bool {
        let relation = |name: &Name| self.anywhere(Space::Relation, name);
        let below = |space| match &it.on {
            Some(on) => {
                relation(on).is_some_and(|on| self.catalog.find(space, Some(on), &it.name.name).is_some())
            }
            None => self
                .catalog
                .all(space)
                .any(|id| self.catalog.get(id).is_some_and(|known| known.name == it.name.name)),
        };
        match it.object {
            Object::Column => {
                let table = it.on.as_ref().and_then(relation).and_then(|id| self.catalog.get(id)?.relation());
                table.is_some_and(|table| table.column(&it.name.name).is_some())
            }
            Object::Constraint => below(Space::Constraint),
            Object::Trigger => below(Space::Trigger),
            Object::Policy => below(Space::Policy),
            Object::Rule => below(Space::Rule),
            Object::Schema => self.namespace(&it.name.name).is_some(),
            Object::Extension => self.catalog.find(Space::Extension, None, &it.name.name).is_some(),
            Object::Publication => self.catalog.find(Space::Publication, None, &it.name.name).is_some(),
            Object::Role => self.catalog.find(Space::Role, None, &it.name.name).is_some(),
            Object::Type | Object::Domain => self.has_type(it),
            Object::Function | Object::Procedure | Object::Routine | Object::Aggregate => {
                !self.functions_named(&it.name).is_empty()
            }
            wanted => relation(&it.name).and_then(|id| self.catalog.get(id)).is_some_and(|found| {
                let is = |kind| found.relation().is_some_and(|it| it.kind == kind);
                match wanted {
                    Object::View => is(RelationKind::View),
                    Object::MaterializedView => is(RelationKind::MaterializedView),
                    Object::Index => found.index().is_some(),
                    Object::Sequence => matches!(found.body, Body::Sequence(_)),
                    _ => true,
                }
            }),
        }
    }

    /// A relation or type in its schema, or in any where none is named.
    fn anywhere(&self, space: Space, name: &Name) -> Option<Id> {
        if name.schema.is_some() {
            return self.lookup(space, name);
        }
        let schemas = self.catalog.all(Space::Schema);
        self.lookup(space, name)
            .or_else(|| schemas.into_iter().find_map(|it| self.catalog.find(space, Some(it), &name.name)))
    }

    fn has_type(&self, it: &Guard) -> bool {
        let Some(id) = self.anywhere(Space::Type, &it.name) else { return false };
        let Some(label) = &it.detail else { return true };
        match self.catalog.get(id).map(|it| &it.body) {
            Some(Body::Type(it)) => match &it.kind {
                TypeKind::Enum(labels) => labels.iter().any(|it| **it == *label.as_str()),
                _ => true,
            },
            _ => true,
        }
    }
}
