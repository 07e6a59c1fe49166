//! COMMENT ON.

use crate::schema::Schema;
use crate::schema::catalog::Space;
use crate::schema::failure::Done;
use crate::statement::{Comment, Object};

impl Schema {
    pub(super) fn comment(&mut self, it: &Comment) -> Done {
        let present = it.text.as_deref().is_some_and(|it| !it.is_empty());
        let found = match it.on.object {
            Object::Column => return self.comment_column(it, present),
            _ => self.find_object(&it.on),
        };
        match found {
            Ok(Some(id)) => {
                self.catalog.change(id, |object| object.comment = present);
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(failure) if self.overlooks(&failure) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn comment_column(&mut self, it: &Comment, present: bool) -> Done {
        let Some(on) = &it.on.on else { return Ok(()) };
        let table = match self.lookup(Space::Type, on) {
            Some(id) => id,
            None => self.relation(on)?,
        };
        let number = self.column_number(table, &it.on.name.value.name)?;
        self.change_column(table, number, |column| column.comment = present);
        Ok(())
    }
}
