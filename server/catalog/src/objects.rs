//! What stands below no table: schemas, extensions, types, functions, publications, statistics; and what depends on
//! what.

use super::{
    names::{Names, data_type, qualified},
    rows::Rows,
    tables::constraint,
};
use lockgate_core::schema::snapshot::{
    Argument, Constraint, Dependency, Extension, Function, FunctionKind, Mode, Publication, Qualified, Space,
    Statistics, Type, TypeKind, Volatility,
};
use std::collections::HashMap;
use tokio_postgres::{Error, Row};

pub fn schemas(rows: &Rows, names: &mut Names) -> Result<Vec<Space>, Error> {
    let one = |row: &Row| {
        Ok(Space {
            name: row.try_get("name")?,
            extension: row.try_get("extension")?,
            comment: names.comments.of("pg_namespace", row.try_get("oid")?),
        })
    };
    rows.schemas.iter().map(one).collect()
}

pub fn extensions(rows: &Rows, names: &mut Names) -> Result<Vec<Extension>, Error> {
    let one = |row: &Row| {
        Ok(Extension {
            name: row.try_get("name")?,
            schema: row.try_get("schema")?,
            release: row.try_get("release")?,
            comment: names.comments.of("pg_extension", row.try_get("oid")?),
        })
    };
    rows.extensions.iter().map(one).collect()
}

pub fn types(rows: &Rows, names: &mut Names) -> Result<Vec<Type>, Error> {
    let mut checks: HashMap<u32, Vec<Constraint>> = HashMap::new();
    for row in &rows.constraints {
        let domain = row.try_get("domain")?;
        if domain != 0 {
            checks.entry(domain).or_default().push(constraint(row, names)?);
        }
    }
    rows.types.iter().map(|row| one_type(row, &mut checks, names)).collect()
}

fn one_type(row: &Row, checks: &mut HashMap<u32, Vec<Constraint>>, names: &mut Names) -> Result<Type, Error> {
    let (oid, name) = (row.try_get("oid")?, qualified(row)?);
    let base: Option<&str> = row.try_get("base_text")?;
    let base = match base {
        Some(text) => Some(data_type(text, row.try_get("base_schema")?, row.try_get("base_name")?)),
        None => None,
    };
    Ok(Type {
        schema: name.schema,
        name: name.name,
        kind: match row.try_get("kind")? {
            "e" => TypeKind::Enum,
            "d" => TypeKind::Domain,
            "r" => TypeKind::Range,
            "m" => TypeKind::Multirange,
            _ => TypeKind::Base,
        },
        extension: row.try_get("extension")?,
        labels: row.try_get("labels")?,
        base,
        not_null: row.try_get("not_null")?,
        collation: row.try_get("collation")?,
        expression: row.try_get("expression")?,
        constraints: checks.remove(&oid).unwrap_or_default(),
        columns: Vec::new(),
        comment: names.comments.of("pg_type", oid),
    })
}

pub fn functions(rows: &Rows, names: &mut Names) -> Result<Vec<Function>, Error> {
    rows.functions.iter().map(|row| function(row, names)).collect()
}

fn function(row: &Row, names: &mut Names) -> Result<Function, Error> {
    let name = qualified(row)?;
    let returns: Option<&str> = row.try_get("returns_text")?;
    let returns = match returns {
        Some(text) => Some(data_type(text, row.try_get("returns_schema")?, row.try_get("returns_name")?)),
        None => None,
    };
    Ok(Function {
        schema: name.schema,
        name: name.name,
        kind: match row.try_get("kind")? {
            "p" => FunctionKind::Procedure,
            "a" => FunctionKind::Aggregate,
            "w" => FunctionKind::Window,
            _ => FunctionKind::Function,
        },
        extension: row.try_get("extension")?,
        arguments: arguments(row)?,
        returns,
        returns_set: row.try_get("returns_set")?,
        language: row.try_get("language")?,
        volatility: match row.try_get("volatility")? {
            "i" => Volatility::Immutable,
            "s" => Volatility::Stable,
            _ => Volatility::Volatile,
        },
        definition: row.try_get("definition")?,
        comment: names.comments.of("pg_proc", row.try_get("oid")?),
    })
}

/// All arguments in their order; only the last ones of those that go in can have defaults.
fn arguments(row: &Row) -> Result<Vec<Argument>, Error> {
    let column = |name| row.try_get::<_, Vec<String>>(name);
    let (texts, schemas, types) = (column("texts")?, column("type_schemas")?, column("type_names")?);
    let types = texts.iter().zip(schemas).zip(types);
    let types = types
        .map(|((text, schema), name)| data_type(text, Some(schema).filter(|it| it != "pg_catalog"), name));
    let named = column("modes")?.into_iter().zip(column("names")?);
    let mut found: Vec<Argument> = named
        .zip(types)
        .map(|((letter, name), data_type)| {
            let name = Some(name).filter(|it| !it.is_empty());
            Argument { mode: mode(&letter), name, data_type, default: false }
        })
        .collect();
    let defaults = usize::from(row.try_get::<_, i16>("defaults")?.unsigned_abs());
    let inputs = found.iter_mut().filter(|it| !matches!(it.mode, Mode::Out | Mode::Table));
    inputs.rev().take(defaults).for_each(|it| it.default = true);
    Ok(found)
}

fn mode(letter: &str) -> Mode {
    match letter {
        "o" => Mode::Out,
        "b" => Mode::InOut,
        "v" => Mode::Variadic,
        "t" => Mode::Table,
        _ => Mode::In,
    }
}

pub fn publications(rows: &Rows, names: &mut Names) -> Result<Vec<Publication>, Error> {
    let schemas: HashMap<u32, String> = rows
        .schemas
        .iter()
        .map(|row| Ok((row.try_get("oid")?, row.try_get("name")?)))
        .collect::<Result<_, Error>>()?;
    let one = |row: &Row| {
        let oid: u32 = row.try_get("oid")?;
        let mut tables: Vec<Qualified> = of(&rows.published, oid, "relation")?
            .iter()
            .filter_map(|it| names.relations.get(it).cloned())
            .collect();
        tables.sort();
        let mut in_schemas: Vec<String> = of(&rows.published_schemas, oid, "schema")?
            .iter()
            .filter_map(|it| schemas.get(it).cloned())
            .collect();
        in_schemas.sort();
        Ok(Publication {
            name: row.try_get("name")?,
            all_tables: row.try_get("all_tables")?,
            tables,
            schemas: in_schemas,
            definition: row.try_get("definition")?,
            comment: names.comments.of("pg_publication", oid),
        })
    };
    rows.publications.iter().map(one).collect()
}

/// The numbers of what a publication takes.
fn of(rows: &[Row], publication: u32, column: &str) -> Result<Vec<u32>, Error> {
    let mut found = Vec::new();
    for row in rows {
        if row.try_get::<_, u32>("publication")? == publication {
            found.push(row.try_get(column)?);
        }
    }
    Ok(found)
}

pub fn statistics(rows: &Rows, names: &mut Names) -> Result<Vec<Statistics>, Error> {
    let mut found = Vec::new();
    for row in &rows.statistics {
        let (name, table) = (qualified(row)?, names.relations.get(&row.try_get("relation")?).cloned());
        let Some(table) = table else { continue };
        found.push(Statistics {
            schema: name.schema,
            name: name.name,
            table,
            definition: row.try_get("definition")?,
            comment: names.comments.of("pg_statistic_ext", row.try_get("oid")?),
        });
    }
    Ok(found)
}

/// What holds on to what, by names.
pub fn dependencies(rows: &Rows, names: &Names) -> Result<Vec<Dependency>, Error> {
    let mut found = Vec::new();
    for row in &rows.dependencies {
        let by = dependent(row, names)?;
        let on = object(row.try_get("on_class")?, row.try_get("on_oid")?, row.try_get("on_number")?, names);
        if let (Some(by), Some(on)) = (by, on) {
            found.push(Dependency { by, on });
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn dependent(row: &Row, names: &Names) -> Result<Option<Vec<String>>, Error> {
    let (class, oid): (&str, u32) = (row.try_get("by_class")?, row.try_get("by_oid")?);
    let rule: Option<&str> = row.try_get("by_rule")?;
    Ok(match (class, rule) {
        ("pg_rewrite", Some("_RETURN")) => object("pg_class", oid, 0, names),
        ("pg_rewrite", Some(rule)) => names.relations.get(&oid).map(|it| key("rule", it, Some(rule))),
        ("pg_attrdef", _) => {
            names.column(oid, row.try_get("by_number")?).map(|it| key("default", &it.table, Some(&it.column)))
        }
        _ => object(class, oid, 0, names),
    })
}

/// A kind and the parts of a name; `None` for what is not read.
fn object(class: &str, oid: u32, number: i16, names: &Names) -> Option<Vec<String>> {
    match class {
        "pg_class" if number != 0 => {
            names.column(oid, number).map(|it| key("column", &it.table, Some(&it.column)))
        }
        "pg_class" => match names.relations.get(&oid) {
            Some(name) if names.kinds.get(&oid).is_some_and(|it| it == "S") => {
                Some(key("sequence", name, None))
            }
            Some(name) => Some(key("relation", name, None)),
            None => names.indexes.get(&oid).map(|it| key("index", it, None)),
        },
        "pg_proc" => {
            names.functions.get(&oid).map(|(name, inputs)| key("function", name, Some(&inputs.join(", "))))
        }
        "pg_type" => names.types.get(&oid).map(|it| key("type", it, None)),
        "pg_constraint" => {
            let (owner, name) = names.constraints.get(&oid)?;
            owner.as_ref().map(|it| key("constraint", it, Some(name)))
        }
        "pg_policy" => {
            let (relation, name) = names.policies.get(&oid)?;
            names.relations.get(relation).map(|it| key("policy", it, Some(name)))
        }
        _ => None,
    }
}

fn key(kind: &str, name: &Qualified, last: Option<&str>) -> Vec<String> {
    let parts = [kind, &name.schema, &name.name].into_iter().chain(last);
    parts.map(str::to_owned).collect()
}
