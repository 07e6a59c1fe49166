//! Numbers to names: rows of the catalog point at each other by `oid` and column number.

use super::{comments::Comments, rows::Rows};
use lockgate_core::schema::snapshot::{ColumnName, DataType, Qualified};
use std::collections::HashMap;
use tokio_postgres::{Error, Row};

/// Everything that something else can point at.
pub struct Names {
    pub comments: Comments,
    pub relations: HashMap<u32, Qualified>,
    pub columns: HashMap<(u32, i16), String>,
    pub functions: HashMap<u32, (Qualified, Vec<String>)>,
    pub types: HashMap<u32, Qualified>,
    pub constraints: HashMap<u32, (Option<Qualified>, String)>,
    /// the schema's name and the index's
    pub indexes: HashMap<u32, Qualified>,
    /// the kinds of relations, as `relkind` has them
    pub kinds: HashMap<u32, String>,
    /// what inherits from what, in order
    pub parents: HashMap<u32, Vec<u32>>,
    pub policies: HashMap<u32, (u32, String)>,
}

impl Names {
    pub fn read(rows: &Rows) -> Result<Names, Error> {
        let relations = by_oid(&rows.relations, qualified)?;
        let types = types(rows)?;
        let constraints = by_oid(&rows.constraints, |row| {
            let below: u32 = row.try_get("relation")?;
            let domain: u32 = row.try_get("domain")?;
            let owner = relations.get(&below).or_else(|| types.get(&domain)).cloned();
            Ok((owner, row.try_get("name")?))
        })?;
        let mut parents: HashMap<u32, Vec<u32>> = HashMap::new();
        for row in &rows.parents {
            parents.entry(row.try_get("child")?).or_default().push(row.try_get("parent")?);
        }
        Ok(Names {
            comments: Comments::read(&rows.comments)?,
            columns: rows.columns.iter().map(column).collect::<Result<_, _>>()?,
            functions: by_oid(&rows.functions, |row| Ok((qualified(row)?, inputs(row)?)))?,
            indexes: by_oid(&rows.indexes, qualified)?,
            kinds: by_oid(&rows.relations, |row| row.try_get("kind"))?,
            policies: by_oid(&rows.policies, |row| Ok((row.try_get("relation")?, row.try_get("name")?)))?,
            constraints,
            parents,
            relations,
            types,
        })
    }

    pub fn column(&self, relation: u32, number: i16) -> Option<ColumnName> {
        let table = self.relations.get(&relation)?.clone();
        Some(ColumnName { table, column: self.columns.get(&(relation, number))?.clone() })
    }

    /// The names of these columns; zero is an expression.
    pub fn numbered(&self, relation: u32, numbers: &[i16]) -> Vec<Option<String>> {
        numbers.iter().map(|number| self.columns.get(&(relation, *number)).cloned()).collect()
    }
}

fn by_oid<T>(rows: &[Row], of: impl Fn(&Row) -> Result<T, Error>) -> Result<HashMap<u32, T>, Error> {
    rows.iter().map(|row| Ok((row.try_get("oid")?, of(row)?))).collect()
}

/// Types by their own number, arrays by theirs, and relations by that of their rows.
fn types(rows: &Rows) -> Result<HashMap<u32, Qualified>, Error> {
    let mut found = HashMap::new();
    for row in &rows.types {
        found.insert(row.try_get("oid")?, qualified(row)?);
        found.insert(row.try_get("array")?, qualified(row)?);
    }
    for row in &rows.relations {
        found.insert(row.try_get("row_type")?, qualified(row)?);
        found.insert(row.try_get("row_array")?, qualified(row)?);
    }
    found.remove(&0);
    Ok(found)
}

pub fn qualified(row: &Row) -> Result<Qualified, Error> {
    Ok(Qualified { schema: row.try_get("schema")?, name: row.try_get("name")? })
}

fn column(row: &Row) -> Result<((u32, i16), String), Error> {
    Ok(((row.try_get("relation")?, row.try_get("number")?), row.try_get("name")?))
}

/// The types that a function is called with.
fn inputs(row: &Row) -> Result<Vec<String>, Error> {
    let modes: Vec<String> = row.try_get("modes")?;
    let texts: Vec<String> = row.try_get("texts")?;
    let both = modes.into_iter().zip(texts);
    Ok(both.filter(|(mode, _)| !matches!(mode.as_str(), "o" | "t")).map(|(_, text)| text).collect())
}

/// A type from what `format_type` wrote, and the name of the type itself or, for an array, of its elements'.
pub fn data_type(text: &str, schema: Option<String>, name: String) -> DataType {
    let (inner, array) = text.strip_suffix("[]").map_or((text, false), |it| (it, true));
    DataType { text: text.to_owned(), modifier: modifier(inner), schema, name, array }
}

/// `50` of `character varying(50)`, `3` of `timestamp(3) with time zone`, ` day to second(3)` of an interval.
fn modifier(text: &str) -> Option<String> {
    if let Some(fields) = text.strip_prefix("interval ") {
        return Some(format!(" {fields}"));
    }
    // A name in quotes may hold brackets.
    let behind = text.rfind('"').map_or(0, |at| at + 1);
    let (_, rest) = text[behind..].split_once('(')?;
    let (inside, _) = rest.rsplit_once(')')?;
    Some(inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_are_what_stands_in_brackets() {
        for (text, expected) in [
            ("character varying(50)", Some("50")),
            ("numeric(10,2)", Some("10,2")),
            ("timestamp(3) with time zone", Some("3")),
            ("interval(3)", Some("3")),
            ("interval day to second(3)", Some(" day to second(3)")),
            ("shop.\"a(b\"(7)", Some("7")),
            ("shop.\"a(b\"", None),
            ("text", None),
        ] {
            assert_eq!(modifier(text).as_deref(), expected, "{text}");
        }
        assert!(data_type("numeric(10,2)[]", None, "numeric".into()).array);
    }
}
