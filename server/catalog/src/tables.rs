//! What stands below a table or view: constraints, indexes, triggers, policies and rules.

use super::{names::Names, rows::Rows};
use lockgate_core::schema::snapshot::{
    Action, Constraint, ConstraintKind, Index, Named, References, Relation, Trigger,
};
use std::collections::HashMap;
use tokio_postgres::{Error, Row};

/// Puts everything where it belongs; `places` says at which place the relation of a number is.
pub fn fill(
    rows: &Rows,
    names: &mut Names,
    relations: &mut [Relation],
    places: &HashMap<u32, usize>,
) -> Result<(), Error> {
    let mut behind = indexes(rows, names, relations, places)?;
    for row in &rows.constraints {
        if let Some(&at) = places.get(&row.try_get("relation")?) {
            let index = behind.remove(&row.try_get("oid")?);
            relations[at].constraints.push(Constraint { index, ..constraint(row, names)? });
        }
    }
    for row in &rows.triggers {
        if let Some(&at) = places.get(&row.try_get("relation")?) {
            relations[at].triggers.push(trigger(row, names)?);
        }
    }
    for row in &rows.policies {
        if let Some(&at) = places.get(&row.try_get("relation")?) {
            relations[at].policies.push(named(row, "pg_policy", names)?);
        }
    }
    for row in &rows.rules {
        if let Some(&at) = places.get(&row.try_get("relation")?) {
            relations[at].rules.push(named(row, "pg_rewrite", names)?);
        }
    }
    Ok(())
}

/// Adds the indexes that stand for themselves, and gives back the others by the number of their constraint.
fn indexes(
    rows: &Rows,
    names: &mut Names,
    relations: &mut [Relation],
    places: &HashMap<u32, usize>,
) -> Result<HashMap<u32, Index>, Error> {
    let mut behind = HashMap::new();
    for row in &rows.indexes {
        let index = index(row, names)?;
        match (row.try_get::<_, Option<u32>>("constraint")?, places.get(&row.try_get("relation")?)) {
            (Some(constraint), _) => drop(behind.insert(constraint, index)),
            (None, Some(&at)) => relations[at].indexes.push(index),
            (None, None) => {}
        }
    }
    Ok(behind)
}

fn index(row: &Row, names: &mut Names) -> Result<Index, Error> {
    let (oid, relation): (u32, u32) = (row.try_get("oid")?, row.try_get("relation")?);
    let numbers: Vec<i16> = row.try_get("columns")?;
    let keys = usize::from(row.try_get::<_, i16>("key_columns")?.unsigned_abs());
    let mut columns = names.numbered(relation, &numbers);
    let include = columns.split_off(keys.min(columns.len()));
    let parent = names.parents.get(&oid).and_then(|it| it.first());
    Ok(Index {
        name: row.try_get("name")?,
        method: row.try_get("method")?,
        columns,
        include: include.into_iter().flatten().collect(),
        unique: row.try_get("is_unique")?,
        nulls_not_distinct: row.try_get("nulls_not_distinct")?,
        partial: row.try_get("partial")?,
        invalid: row.try_get("invalid")?,
        part_of: parent.and_then(|it| names.indexes.get(it).cloned()),
        definition: row.try_get("definition")?,
        comment: names.comments.of("pg_class", oid),
    })
}

/// A constraint of a table or a domain, without its index.
pub fn constraint(row: &Row, names: &mut Names) -> Result<Constraint, Error> {
    let relation: u32 = row.try_get("relation")?;
    let numbers: Vec<i16> = row.try_get::<_, Option<_>>("columns")?.unwrap_or_default();
    let kind = match row.try_get("kind")? {
        "p" => ConstraintKind::PrimaryKey,
        "u" => ConstraintKind::Unique,
        "f" => ConstraintKind::ForeignKey,
        "x" => ConstraintKind::Exclude,
        "t" => ConstraintKind::Trigger,
        _ => ConstraintKind::Check,
    };
    Ok(Constraint {
        name: row.try_get("name")?,
        kind,
        columns: names.numbered(relation, &numbers).into_iter().flatten().collect(),
        references: references(row, names)?,
        index: None,
        deferrable: row.try_get("deferrable")?,
        deferred: row.try_get("deferred")?,
        not_valid: row.try_get("not_valid")?,
        not_enforced: row.try_get("not_enforced")?,
        no_inherit: row.try_get("no_inherit")?,
        inherited: row.try_get("inherited")?,
        part_of: row.try_get("part_of")?,
        definition: row.try_get("definition")?,
        comment: names.comments.of("pg_constraint", row.try_get("oid")?),
    })
}

/// `None` but for a foreign key.
fn references(row: &Row, names: &Names) -> Result<Option<References>, Error> {
    let target: u32 = row.try_get("target")?;
    let numbers: Vec<i16> = row.try_get::<_, Option<_>>("target_columns")?.unwrap_or_default();
    let Some(table) = names.relations.get(&target).cloned() else { return Ok(None) };
    Ok(Some(References {
        table,
        columns: names.numbered(target, &numbers).into_iter().flatten().collect(),
        on_update: action(row.try_get("on_update")?),
        on_delete: action(row.try_get("on_delete")?),
    }))
}

fn action(letter: &str) -> Action {
    match letter {
        "r" => Action::Restrict,
        "c" => Action::Cascade,
        "n" => Action::SetNull,
        "d" => Action::SetDefault,
        _ => Action::NoAction,
    }
}

fn trigger(row: &Row, names: &mut Names) -> Result<Trigger, Error> {
    let function = names.functions.get(&row.try_get("function")?);
    Ok(Trigger {
        name: row.try_get("name")?,
        function: function.map(|(name, _)| name.clone()),
        row: row.try_get("for_each_row")?,
        constraint: row.try_get("is_constraint")?,
        inherited: row.try_get("inherited")?,
        definition: row.try_get("definition")?,
        comment: names.comments.of("pg_trigger", row.try_get("oid")?),
    })
}

fn named(row: &Row, class: &str, names: &mut Names) -> Result<Named, Error> {
    Ok(Named {
        name: row.try_get("name")?,
        definition: row.try_get("definition")?,
        comment: names.comments.of(class, row.try_get("oid")?),
    })
}
