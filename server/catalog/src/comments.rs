//! COMMENTs by what they are on.

use std::collections::HashMap;
use tokio_postgres::{Error, Row};

/// By the catalog, the object's number in it and, for a column, the column's.
pub struct Comments(HashMap<(String, u32, i16), String>);

impl Comments {
    pub fn read(rows: &[Row]) -> Result<Comments, Error> {
        let one = |row: &Row| {
            let key = (row.try_get("class")?, row.try_get("oid")?, row.try_get("number")?);
            Ok((key, row.try_get("text")?))
        };
        Ok(Comments(rows.iter().map(one).collect::<Result<_, Error>>()?))
    }

    /// The comment on an object of this catalog.
    pub fn of(&mut self, class: &str, oid: u32) -> Option<String> {
        self.0.remove(&(class.to_owned(), oid, 0))
    }

    pub fn of_column(&mut self, relation: u32, number: i16) -> Option<String> {
        self.0.remove(&("pg_class".to_owned(), relation, number))
    }
}
