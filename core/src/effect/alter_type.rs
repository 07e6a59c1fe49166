//! `ALTER COLUMN … TYPE`: whether the rows are written anew, and what is built or looked at again where they are not.

use super::alter::{Alteration, lock_family};
use super::scene::Scene;
use super::{constraint, unknown};
use crate::schema::catalog::{
    Builtin, Column, ConstraintKind, DataType, Id, Index, Object, TypeKind, TypeName,
};
use crate::statement::{AlterType, Expr, LockMode};

pub fn change(scene: &mut Scene, on: &Alteration, it: &AlterType) {
    lock_family(scene, on);
    let Ok(to) = scene.schema.resolve_type(&it.data_type) else { return };
    for table in scene.family(on.table, on.only) {
        let Some(column) = scene.column(table, &it.column.value) else {
            let open = scene.relation(table).is_some_and(|it| it.open);
            if let Some(name) = scene.name(table).filter(|_| open) {
                unknown::type_change(scene, name, it);
            }
            continue;
        };
        one(scene, table, column, &to, it);
        if column.identity.is_some() {
            for sequence in scene.sequences_of_column(table, column.number) {
                scene.lock(sequence, LockMode::ShareRowExclusive);
                scene.effect.rewrites.extend(scene.name(sequence));
            }
        }
    }
    constraint::row_errors_of_values(scene);
}

fn one(scene: &mut Scene, table: Id, column: &Column, to: &DataType, it: &AlterType) {
    let from = &column.data_type;
    let collated = it.collation.as_ref().map(|name| &name.name) != column.collation.as_ref();
    if rewrites(scene, column, to, it.using.as_ref()) {
        scene.rewrite(table);
    } else {
        for index in scene.indexes(table) {
            let Some(known) = scene.index(index) else { continue };
            if depends(known, column.number) && !reusable(scene, known, column.number, from, to, collated) {
                scene.rebuild(index);
            }
        }
    }
    constraints(scene, table, column, to);
}

/// Whether PostgreSQL computes each value anew, or finds that the bytes stay as they are.
fn rewrites(scene: &Scene, column: &Column, to: &DataType, using: Option<&Expr>) -> bool {
    let from = &column.data_type;
    match using {
        None => converts(scene, from, to),
        Some(Expr::Column(it)) if it.column() == Some(&column.name) => converts(scene, from, to),
        Some(Expr::Cast { value, to: between }) => match (&**value, scene.schema.resolve_type(between)) {
            (Expr::Column(it), Ok(between)) if it.column() == Some(&column.name) => {
                converts(scene, from, &between) || converts(scene, &between, to)
            }
            _ => true,
        },
        Some(_) => true,
    }
}

/// Whether a value of one type has to be computed to become one of the other.
fn converts(scene: &Scene, from: &DataType, to: &DataType) -> bool {
    if from == to {
        return false;
    }
    if let Some(base) = domain(scene, to) {
        // A value of the domain itself has passed its constraints before.
        let same = from.bare() == to.bare();
        return !same && (scene.is_constrained_type(to) || converts(scene, from, base));
    }
    if let Some(base) = domain(scene, from) {
        return converts(scene, base, to);
    }
    let (TypeName::Builtin(old), TypeName::Builtin(new)) = (&from.name, &to.name) else {
        return from.bare() != to.bare();
    };
    if from.array || to.array {
        return from.bare() != to.bare() || to.modifier.is_some();
    }
    if old == new {
        return narrows(*old, from.modifier.as_deref(), to.modifier.as_deref());
    }
    let unchanged = same_bytes(*old, *new) || (zoned(*old, *new) && scene.is_utc());
    !unchanged || narrows(*new, None, to.modifier.as_deref())
}

fn domain<'a>(scene: &Scene<'a>, it: &DataType) -> Option<&'a DataType> {
    let TypeName::Object(id) = it.name else { return None };
    match &scene.object(id).and_then(Object::data_type)?.kind {
        TypeKind::Domain { base, .. } if !it.array => Some(base),
        _ => None,
    }
}

/// Types between which `pg_cast` has no function, as their bytes are the same.
fn same_bytes(old: Builtin, new: Builtin) -> bool {
    const TEXTS: [Builtin; 2] = [Builtin::TEXT, Builtin::VARCHAR];
    match (old.name(), new.name()) {
        ("cidr", "inet") | ("bit", "varbit") | ("varbit", "bit") | ("int4", "oid") | ("oid", "int4") => true,
        ("xml", "text" | "varchar" | "bpchar") => true,
        _ => TEXTS.contains(&old) && (TEXTS.contains(&new) || new == Builtin::BPCHAR),
    }
}

fn zoned(old: Builtin, new: Builtin) -> bool {
    let pair = [old, new];
    pair.contains(&Builtin::TIMESTAMP) && pair.contains(&Builtin::TIMESTAMPTZ)
}

/// Whether values of the one size have to be cut, filled or rounded for the other. `None` is no limit.
fn narrows(of: Builtin, from: Option<&str>, to: Option<&str>) -> bool {
    if from == to {
        return false;
    }
    let Some(to) = to else { return false };
    match of.name() {
        "varchar" | "varbit" => from.is_none_or(|from| number(from) > number(to)),
        "numeric" => from.is_none_or(|from| {
            let ((old, scale), (new, new_scale)) = (precision(from), precision(to));
            scale != new_scale || old > new
        }),
        "timestamp" | "timestamptz" | "time" | "timetz" | "interval" => {
            const MOST: i32 = 6;
            number(to) != Some(MOST)
                && from.is_none_or(|from| number(from).is_none() || number(from) > number(to))
        }
        _ => true,
    }
}

fn number(modifier: &str) -> Option<i32> {
    modifier.parse().ok()
}

fn precision(modifier: &str) -> (Option<i32>, Option<i32>) {
    let (precision, scale) = modifier.split_once(',').unwrap_or((modifier, "0"));
    (number(precision), number(scale))
}

fn depends(index: &Index, column: u16) -> bool {
    let mut computed = index.expressions().map(|it| it.columns.contains(&column));
    index.columns().any(|it| it == Some(column)) || index.include.contains(&column) || computed.any(|it| it)
}

/// Whether an index keeps its file: nothing in it is computed, and the order of its values stays.
fn reusable(
    scene: &Scene,
    index: &Index,
    column: u16,
    from: &DataType,
    to: &DataType,
    collated: bool,
) -> bool {
    // What belongs to an index of a partitioned table is made anew with it.
    if index.parent.is_some() {
        return false;
    }
    let computed = index.predicate.is_some() || index.elements.iter().any(|it| it.column.is_none());
    let key = index.columns().any(|it| it == Some(column));
    !computed && (!key || (same_order(scene, from, to) && !collated))
}

/// Whether the default operator class is the same.
fn same_order(scene: &Scene, from: &DataType, to: &DataType) -> bool {
    let base = |it: &DataType| {
        let mut it = it.clone();
        while let Some(base) = domain(scene, &it) {
            it = base.clone();
        }
        match it.name {
            TypeName::Builtin(Builtin::VARCHAR) => TypeName::Builtin(Builtin::TEXT),
            TypeName::Builtin(it) if it.name() == "cidr" => {
                TypeName::Builtin(Builtin::named("inet").unwrap_or(it))
            }
            name => name,
        }
    };
    base(from) == base(to)
}

/// Constraints on the column are made anew: CHECKs are looked at again, and foreign keys whose operators change.
fn constraints(scene: &mut Scene, table: Id, column: &Column, to: &DataType) {
    let strongest = LockMode::AccessExclusive;
    let looked_up = !same_order(scene, &column.data_type, to);
    for (_, it) in scene.constraints(table) {
        if !it.columns.contains(&column.number) {
            continue;
        }
        match &it.kind {
            ConstraintKind::Check(_) if it.valid && it.enforced => scene.scan(table),
            ConstraintKind::ForeignKey(key) => {
                constraint::no_longer_pointed_at(scene, key.target);
                scene.lock(key.target, LockMode::ShareRowExclusive);
                if looked_up && it.valid && it.enforced {
                    constraint::looked_up(scene, table, key.target);
                }
            }
            _ => {}
        }
    }
    for (on, it) in scene.pointing_at(table) {
        let ConstraintKind::ForeignKey(key) = &it.kind else { continue };
        if key.target_columns.contains(&column.number) {
            scene.lock(on, strongest);
            if looked_up && it.valid && it.enforced {
                constraint::looked_up(scene, on, table);
            }
        }
    }
}
