//! Views and materialized views.

use super::table::column_of;
use crate::schema::Schema;
use crate::schema::catalog::{
    Body, DataType, Id, Link, Part, Persistence, Relation, RelationKind, Space, TypeName,
};
use crate::schema::failure::{Done, INVALID_TABLE, WRONG_OBJECT, failure};
use crate::schema::infer::Analyst;
use crate::statement::{CreateView, Object};

impl Schema {
    pub(super) fn create_view(&mut self, it: &CreateView) -> Done {
        let (relation, uses) = self.view(it)?;
        let name = &it.view.value;
        if it.or_replace {
            let schema = self.schema_for(name, relation.persistence)?;
            if let Some(known) = self.catalog.find(Space::Relation, Some(schema), &name.name) {
                return self.replace_view(known, relation, uses);
            }
        }
        let Some(schema) = self.room_for(name, relation.persistence, it.if_not_exists)? else {
            return Ok(());
        };
        let id = self.add_relation(&name.name, schema, relation)?;
        self.depend((id, Part::Whole), uses, Link::Normal);
        Ok(())
    }

    /// The view as a relation, and what it reads.
    fn view(&self, it: &CreateView) -> Done<(Relation, Vec<(Id, Part)>)> {
        let mut analyst = Analyst::new(self);
        let outputs = analyst.query(&it.query, None);
        if let Some(failure) = analyst.failure.take().filter(|it| !self.overlooks(it)) {
            return Err(failure);
        }
        let kind = match it.object {
            Object::MaterializedView => RelationKind::MaterializedView,
            _ => RelationKind::View,
        };
        if it.columns.len() > outputs.len() && !analyst.open {
            return Err(failure("42601", "CREATE VIEW specifies more column names than columns"));
        }
        super::table::has_room(outputs.len())?;
        let mut relation = Relation { open: analyst.open, populated: it.with_data, ..Relation::new(kind) };
        let given = it.columns.iter().cloned().map(Some).chain(std::iter::repeat(None));
        for (mut output, name) in outputs.into_iter().zip(given) {
            output.name = name.unwrap_or(output.name);
            relation.push(column_of(output));
        }
        let uses = analyst.uses.list();
        if it.temporary || uses.iter().any(|(id, _)| self.is_temporary(*id)) {
            relation.persistence = Persistence::Temporary;
        }
        Ok((relation, uses))
    }

    fn is_temporary(&self, id: Id) -> bool {
        let relation = self.catalog.get(id).and_then(|it| it.relation());
        relation.is_some_and(|it| it.persistence == Persistence::Temporary)
    }

    /// A view may get more columns; those that it has stay as they are.
    fn replace_view(&mut self, known: Id, new: Relation, uses: Vec<(Id, Part)>) -> Done {
        let (name, _) = self.placed(known);
        let Some(old) = self.catalog.get(known).and_then(|it| it.relation()).cloned() else {
            return Err(failure(WRONG_OBJECT, format!("\"{name}\" is not a view")));
        };
        if old.kind != RelationKind::View && !old.open {
            return Err(failure(WRONG_OBJECT, format!("\"{name}\" is not a view")));
        }
        if !old.open && !new.open {
            self.keeps_columns(&old, &new)?;
        }
        for edge in self.catalog.needs(known) {
            self.catalog.unlink(edge);
        }
        let comments: Vec<_> = old.columns.iter().filter(|it| it.comment).map(|it| it.name.clone()).collect();
        self.catalog.change(known, |object| {
            object.body = Body::Relation(new);
            for name in &comments {
                let relation = object.relation_mut();
                let number = relation.as_ref().and_then(|it| it.column(name)).map(|it| it.number);
                if let Some(column) = number.and_then(|number| relation?.numbered_mut(number)) {
                    column.comment = true;
                }
            }
        });
        let types: Vec<(u16, DataType)> = self
            .catalog
            .get(known)
            .and_then(|it| it.relation())
            .into_iter()
            .flat_map(|it| it.columns.iter().map(|it| (it.number, it.data_type.clone())))
            .collect();
        for (number, data_type) in types {
            self.hold_type((known, Part::Column(number)), &data_type);
        }
        self.depend((known, Part::Whole), uses.into_iter().filter(|it| it.0 != known), Link::Normal);
        Ok(())
    }

    fn keeps_columns(&self, old: &Relation, new: &Relation) -> Done {
        if new.columns.len() < old.columns.len() {
            return Err(failure(INVALID_TABLE, "cannot drop columns from view"));
        }
        let unsure = |it: &DataType| matches!(it.name, TypeName::Unknown(_));
        for (a, b) in old.columns.iter().zip(&new.columns) {
            if a.name != b.name {
                let what = format!("cannot change name of view column \"{}\" to \"{}\"", a.name, b.name);
                return Err(failure(INVALID_TABLE, what));
            }
            if a.data_type.bare() != b.data_type.bare() && !unsure(&a.data_type) && !unsure(&b.data_type) {
                let spelled = |it: &DataType| it.format(&self.catalog, self.postgres);
                let what = format!(
                    "cannot change data type of view column \"{}\" from {} to {}",
                    a.name,
                    spelled(&a.data_type),
                    spelled(&b.data_type)
                );
                return Err(failure(INVALID_TABLE, what));
            }
        }
        Ok(())
    }
}
