//! Publications.

use crate::schema::Schema;
use crate::schema::catalog::{Body, Id, Persistence, Publication, Space};
use crate::schema::failure::{DUPLICATE_OBJECT, Done, UNDEFINED_OBJECT, exists, failure};
use crate::statement::{AlterPublication, CreatePublication, Name, PublicationAction, PublicationMember};

impl Schema {
    pub(super) fn create_publication(&mut self, it: &CreatePublication) -> Done {
        let name = &it.name.value;
        if self.catalog.find(Space::Publication, None, name).is_some() {
            return Err(exists(DUPLICATE_OBJECT, "publication", name));
        }
        let mut publication = Publication { all_tables: it.all_tables, ..Publication::default() };
        self.publish(&mut publication, &it.members)?;
        let object = self.born(name.clone(), None, Body::Publication(publication));
        self.catalog.add(object);
        Ok(())
    }

    fn members(&mut self, members: &[PublicationMember]) -> Done<(Vec<Id>, Vec<Id>)> {
        let (mut tables, mut schemas) = (Vec::new(), Vec::new());
        for member in members {
            match member {
                PublicationMember::Table { table, .. } => tables.push(self.lasting(&table.value)?),
                PublicationMember::Schema(Some(name)) => schemas.extend(self.namespace(name)),
                PublicationMember::Schema(None) => schemas.extend(self.path().first()),
            }
        }
        Ok((tables, schemas))
    }

    /// What outlives no crash is not replicated.
    fn lasting(&mut self, name: &Name) -> Done<Id> {
        let id = self.relation(name)?;
        let relation = self.catalog.get(id).and_then(|it| it.relation());
        match relation.is_none_or(|it| it.open || it.persistence == Persistence::Permanent) {
            true => Ok(id),
            false => Err(failure("22023", format!("cannot add relation \"{}\" to publication", name.name))),
        }
    }

    fn publish(&mut self, publication: &mut Publication, members: &[PublicationMember]) -> Done {
        let (tables, schemas) = self.members(members)?;
        publication.tables.extend(tables);
        publication.schemas.extend(schemas);
        Ok(())
    }

    pub(super) fn alter_publication(&mut self, it: &AlterPublication) -> Done {
        let name = &it.name.value;
        let Some(id) = self.catalog.find(Space::Publication, None, name) else {
            let what = format!("publication \"{name}\" does not exist");
            let missing = failure(UNDEFINED_OBJECT, what).missed();
            return if self.whole { Err(missing) } else { Ok(()) };
        };
        let Some(Body::Publication(mut known)) = self.catalog.get(id).map(|it| it.body.clone()) else {
            return Ok(());
        };
        match &it.action {
            PublicationAction::Add(members) => self.publish(&mut known, members)?,
            PublicationAction::Set(members) => {
                (known.tables, known.schemas) = (Vec::new(), Vec::new());
                self.publish(&mut known, members)?;
            }
            PublicationAction::Drop(members) => {
                let (tables, schemas) = self.members(members)?;
                known.tables.retain(|id| !tables.contains(id));
                known.schemas.retain(|id| !schemas.contains(id));
            }
            PublicationAction::Parameters(_) => {}
        }
        self.catalog.change(id, |object| object.body = Body::Publication(known));
        Ok(())
    }
}
