//! Tables, views, composite types and sequences, with their columns.

use super::{
    names::{Names, data_type, qualified},
    rows::Rows,
    tables,
};
use lockgate_core::schema::snapshot::{
    Column, ColumnName, Generated, Identity, Partitioning, Relation, RelationKind, Sequence, Strategy, Type,
    TypeKind,
};
use std::collections::HashMap;
use tokio_postgres::{Error, Row};

/// The relations in the order of their names, each with all that stands below it, and the composite types.
pub fn read(rows: &Rows, names: &mut Names) -> Result<(Vec<Relation>, Vec<Type>), Error> {
    let mut columns = columns(rows, names)?;
    let (mut relations, mut composites, mut places) = (Vec::new(), Vec::new(), HashMap::new());
    for row in &rows.relations {
        let (oid, kind): (u32, String) = (row.try_get("oid")?, row.try_get("kind")?);
        let columns = columns.remove(&oid).unwrap_or_default();
        match kind.as_str() {
            "S" => {}
            "c" => composites.push(composite(row, columns, names)?),
            _ => {
                places.insert(oid, relations.len());
                relations.push(relation(row, &kind, columns, names)?);
            }
        }
    }
    tables::fill(rows, names, &mut relations, &places)?;
    Ok((relations, composites))
}

fn relation(row: &Row, kind: &str, columns: Vec<Column>, names: &mut Names) -> Result<Relation, Error> {
    let oid: u32 = row.try_get("oid")?;
    let name = qualified(row)?;
    let parents = names.parents.get(&oid).into_iter().flatten();
    let mut parents: Vec<_> = parents.filter_map(|it| names.relations.get(it).cloned()).collect();
    let partition_of = if row.try_get("is_partition")? { parents.pop() } else { None };
    Ok(Relation {
        kind: match kind {
            "v" => RelationKind::View,
            "m" => RelationKind::MaterializedView,
            "f" => RelationKind::ForeignTable,
            _ => RelationKind::Table,
        },
        extension: row.try_get("extension")?,
        unlogged: row.try_get("unlogged")?,
        partition_by: partitioning(row, names)?,
        partition_of,
        default_partition: row.try_get("is_default")?,
        inherits: parents,
        row_security: row.try_get("row_security")?,
        force_row_security: row.try_get("force_row_security")?,
        columns,
        last_number: row.try_get::<_, i16>("last_number")?.unsigned_abs(),
        definition: definition(row)?,
        comment: names.comments.of("pg_class", oid),
        schema: name.schema,
        name: name.name,
        ..Relation::default()
    })
}

fn partitioning(row: &Row, names: &Names) -> Result<Option<Partitioning>, Error> {
    let strategy = match row.try_get::<_, Option<&str>>("strategy")? {
        None => return Ok(None),
        Some("l") => Strategy::List,
        Some("h") => Strategy::Hash,
        Some(_) => Strategy::Range,
    };
    let numbers: Vec<i16> = row.try_get("partition_columns")?;
    Ok(Some(Partitioning { strategy, columns: names.numbered(row.try_get("oid")?, &numbers) }))
}

/// A view's query; of a table what its columns and constraints do not say.
fn definition(row: &Row) -> Result<Option<String>, Error> {
    let mut parts: Vec<String> = Vec::new();
    for (words, column) in
        [("", "query"), ("PARTITION BY ", "partition_key"), ("", "partition_bound"), ("OF ", "of_type")]
    {
        let text: Option<&str> = row.try_get(column)?;
        parts.extend(text.map(|it| format!("{words}{it}")));
    }
    let options: Option<Vec<String>> = row.try_get("options")?;
    parts.extend(options.map(|it| format!("WITH ({})", it.join(", "))));
    Ok(Some(parts.join("\n")).filter(|it| !it.is_empty()))
}

fn composite(row: &Row, columns: Vec<Column>, names: &mut Names) -> Result<Type, Error> {
    let name = qualified(row)?;
    Ok(Type {
        schema: name.schema,
        name: name.name,
        kind: TypeKind::Composite,
        extension: row.try_get("extension")?,
        columns,
        comment: names.comments.of("pg_type", row.try_get("row_type")?),
        ..Type::default()
    })
}

/// The columns of each relation, by its number.
fn columns(rows: &Rows, names: &mut Names) -> Result<HashMap<u32, Vec<Column>>, Error> {
    let mut found: HashMap<u32, Vec<Column>> = HashMap::new();
    for row in &rows.columns {
        let relation = row.try_get("relation")?;
        found.entry(relation).or_default().push(column(row, relation, names)?);
    }
    Ok(found)
}

fn column(row: &Row, relation: u32, names: &mut Names) -> Result<Column, Error> {
    let number: i16 = row.try_get("number")?;
    Ok(Column {
        number: number.unsigned_abs(),
        name: row.try_get("name")?,
        data_type: data_type(
            row.try_get("type_text")?,
            row.try_get("type_schema")?,
            row.try_get("type_name")?,
        ),
        not_null: row.try_get("not_null")?,
        default: row.try_get("has_default")?,
        identity: match row.try_get("identity")? {
            "a" => Some(Identity::Always),
            "d" => Some(Identity::ByDefault),
            _ => None,
        },
        generated: match row.try_get("generated")? {
            "s" => Some(Generated::Stored),
            "v" => Some(Generated::Virtual),
            _ => None,
        },
        inherited: row.try_get("inherited")?,
        collation: row.try_get("collation")?,
        expression: row.try_get("expression")?,
        comment: names.comments.of_column(relation, number),
    })
}

pub fn sequences(rows: &Rows, names: &mut Names) -> Result<Vec<Sequence>, Error> {
    let owners = owners(rows, names)?;
    let mut found = Vec::new();
    for row in &rows.relations {
        // Only a sequence has a type of its own.
        let Some(number_type) = row.try_get::<_, Option<String>>("sequence_type")? else { continue };
        let (oid, name) = (row.try_get("oid")?, qualified(row)?);
        let (owned_by, identity) = owners.get(&oid).cloned().unzip();
        found.push(Sequence {
            schema: name.schema,
            name: name.name,
            data_type: data_type(row.try_get("sequence_type_text")?, None, number_type),
            extension: row.try_get("extension")?,
            owned_by,
            identity: identity.unwrap_or(false),
            definition: row.try_get("sequence_range")?,
            comment: names.comments.of("pg_class", oid),
        });
    }
    Ok(found)
}

/// Whose column a sequence goes with, and whether it is that column's identity.
fn owners(rows: &Rows, names: &Names) -> Result<HashMap<u32, (ColumnName, bool)>, Error> {
    let mut found = HashMap::new();
    for row in &rows.owned {
        let owner = names.column(row.try_get("relation")?, row.try_get("number")?);
        if let Some(owner) = owner {
            found.insert(row.try_get("sequence")?, (owner, row.try_get::<_, &str>("kind")? == "i"));
        }
    }
    Ok(found)
}
