//! Constraints: what adding, validating and dropping one costs.

use super::alter::{Alteration, lock_family};
use super::drop;
use super::scene::Scene;
use super::work::Why;
use crate::schema::catalog::{self, Id, Part};
use crate::statement::{AlterConstraint, At, Column, Constraint, ConstraintKind, Ident, LockMode};

/// `column` is the new column that it stands behind.
pub fn add(scene: &mut Scene, on: &Alteration, it: &Constraint, column: Option<&Column>) {
    if scene.postgres >= 18 && column.is_none() {
        lock_family(scene, on);
    }
    // Where a new column has each row written, nothing comes on top.
    if scene.cause.is_none() {
        scene.because(Why::of_constraint(it), it.span);
    }
    match &it.kind {
        ConstraintKind::Check { .. } => check(scene, on, it),
        ConstraintKind::NotNull { column: name } if column.is_none() => {
            set_not_null(scene, on, name, it.not_valid);
        }
        ConstraintKind::NotNull { .. } => {}
        ConstraintKind::ForeignKey { .. } => foreign_key(scene, on, it),
        ConstraintKind::PrimaryKey { columns, using, .. } => {
            let columns = using
                .as_ref()
                .and_then(|name| scene.index_columns(on.table, name))
                .unwrap_or(columns.clone());
            for name in columns.iter().filter(|_| column.is_none()) {
                not_null_of_key(scene, on, name);
            }
            if using.is_none() {
                key(scene, on, "23505");
            }
        }
        ConstraintKind::Unique { using: None, .. } => key(scene, on, "23505"),
        ConstraintKind::Unique { .. } => {}
        ConstraintKind::Exclusion(_) => key(scene, on, "23P01"),
    }
}

fn check(scene: &mut Scene, on: &Alteration, it: &Constraint) {
    let family = scene.family(on.table, on.only || it.no_inherit);
    for table in family {
        scene.lock(table, on.mode);
        let merged = it.name.as_ref().is_some_and(|name| scene.constraint(table, name).is_some());
        if !it.not_valid && !it.not_enforced && !merged {
            scene.scan(table);
            scene.row_error("23514");
            scene.row_error("22");
        }
    }
}

/// An index behind a key or exclusion constraint. Partitions are locked as CREATE INDEX locks them.
fn key(scene: &mut Scene, on: &Alteration, code: &'static str) {
    let partitioned = scene.is_partitioned(on.table);
    for table in scene.family(on.table, on.only || !partitioned) {
        scene.lock(table, LockMode::Share);
        scene.build(table);
    }
    scene.row_error(code);
    scene.row_error("54000");
}

fn foreign_key(scene: &mut Scene, on: &Alteration, it: &Constraint) {
    let ConstraintKind::ForeignKey { target, rest, .. } = &it.kind else { return };
    let target = At { value: target.clone(), span: rest.target };
    if let Some(target) = scene.lock_named(&target, LockMode::ShareRowExclusive) {
        let parts = partitions(scene, target);
        scene.lock_all(parts, LockMode::ShareRowExclusive);
    }
    for part in partitions(scene, on.table) {
        scene.lock(part, on.mode);
        // One that the partition has of its own becomes a part of the new one, and its triggers go.
        if let Some(target) = same_key(scene, part, it) {
            scene.lock(target, LockMode::AccessExclusive);
            // So do those for the partitions of its target.
            let parts = partitions(scene, target);
            if scene.postgres >= 15 && !parts.is_empty() {
                scene.lock_all(parts.into_iter().chain([part]), LockMode::AccessExclusive);
            }
        }
    }
}

/// The triggers of a foreign key go from the table that it pointed at. Before 15, a partitioned table had none itself.
pub fn no_longer_pointed_at(scene: &mut Scene, target: Id) {
    let parts = partitions(scene, target);
    scene.lock_all(parts, LockMode::AccessExclusive);
    if scene.postgres >= 15 || !scene.is_partitioned(target) {
        scene.lock(target, LockMode::AccessExclusive);
    }
}

/// The target of a foreign key that a partition has already and that says the same.
fn same_key(scene: &Scene, part: Id, it: &Constraint) -> Option<Id> {
    let ConstraintKind::ForeignKey { columns, target, .. } = &it.kind else { return None };
    let (target, relation) = (scene.find(target)?, scene.relation(part)?);
    let wanted =
        columns.iter().map(|name| relation.column(name).map(|it| it.number)).collect::<Option<Vec<u16>>>()?;
    let same = |known: &catalog::Constraint| {
        let valid = known.valid || scene.postgres >= 18;
        let plain = known.parent.is_none() && valid && known.deferrable == it.deferrable;
        plain && known.columns == wanted && known.points_at() == Some(target)
    };
    scene.constraints(part).into_iter().any(|(_, known)| same(known)).then_some(target)
}

/// The partitions of a partitioned table; the children of another table have nothing to do with its keys.
pub fn partitions(scene: &Scene, table: Id) -> Vec<Id> {
    let partitioned = scene.is_partitioned(table);
    if partitioned { scene.heirs(table) } else { Vec::new() }
}

/// Every row is looked up in the other table.
pub fn look_up(scene: &mut Scene, table: Id, it: &Constraint) {
    let ConstraintKind::ForeignKey { target, .. } = &it.kind else { return };
    scene.because(Why::ForeignKey, it.span);
    let known: Vec<Id> = scene.find(target).into_iter().collect();
    for part in partitions(scene, table).into_iter().chain([table]) {
        // One that is not valid yet is looked at now.
        let valid = |scene: &Scene| {
            scene.constraints(part).into_iter().all(|(_, it)| it.valid || it.points_at().is_none())
        };
        if part == table || same_key(scene, part, it).is_none() || !valid(scene) {
            scene.scan(part);
        }
    }
    pointed_at(scene, known);
}

pub fn looked_up(scene: &mut Scene, table: Id, target: Id) {
    for part in partitions(scene, table).into_iter().chain([table]) {
        scene.scan(part);
    }
    pointed_at(scene, vec![target]);
}

fn pointed_at(scene: &mut Scene, target: Vec<Id>) {
    for target in target {
        for part in partitions(scene, target).into_iter().chain([target]) {
            scene.lock(part, LockMode::AccessShare);
            scene.read(part);
        }
    }
    scene.row_error("23503");
}

pub fn set_not_null(scene: &mut Scene, on: &Alteration, name: &Ident, not_valid: bool) {
    let already = |scene: &Scene, table| scene.column(table, name).is_some_and(|it| it.not_null);
    let partitioned = scene.is_partitioned(on.table);
    if already(scene, on.table) && (partitioned || scene.postgres >= 18) {
        return;
    }
    lock_family(scene, on);
    for table in scene.family(on.table, on.only) {
        if !already(scene, table) && !not_valid && !proven(scene, table, name) {
            scene.scan(table);
            scene.row_error("23502");
        }
    }
}

/// A primary key makes its columns NOT NULL.
fn not_null_of_key(scene: &mut Scene, on: &Alteration, name: &Ident) {
    set_not_null(scene, on, name, false);
}

/// Whether a valid CHECK says that the column is never null.
fn proven(scene: &Scene, table: Id, name: &Ident) -> bool {
    let Some(column) = scene.column(table, name) else { return false };
    scene.constraints(table).into_iter().any(|(_, it)| match &it.kind {
        catalog::ConstraintKind::Check(it_is) => {
            it.valid && it.enforced && it_is.proves_not_null.contains(&column.number)
        }
        _ => false,
    })
}

pub fn validate(scene: &mut Scene, on: &Alteration, name: &Ident) {
    let Some((_, it)) = scene.constraint(on.table, name) else { return };
    if it.valid {
        return;
    }
    match &it.kind {
        catalog::ConstraintKind::ForeignKey(key) => {
            scene.lock(key.target, LockMode::RowShare);
            looked_up(scene, on.table, key.target);
        }
        _ => {
            for table in scene.family(on.table, on.only || it.no_inherit) {
                scene.lock(table, on.mode);
                if scene.constraint(table, name).is_some_and(|(_, it)| !it.valid) {
                    scene.scan(table);
                }
            }
            scene.row_error("23514");
        }
    }
}

pub fn drop(scene: &mut Scene, on: &Alteration, name: &Ident) {
    let parts = partitions(scene, on.table);
    scene.lock_all(parts, on.mode);
    let Some((id, it)) = scene.constraint(on.table, name) else { return };
    let inherited = matches!(it.kind, catalog::ConstraintKind::Check(_)) && !it.no_inherit;
    if inherited {
        let children = scene.family(on.table, false);
        scene.lock_all(children, on.mode);
    }
    scene.lock_all(it.points_at(), on.mode);
    drop::gone(scene, &[(id, Part::Whole)]);
}

/// From 18 on, a constraint that becomes enforced is checked.
pub fn alter(scene: &mut Scene, on: &Alteration, it: &AlterConstraint) {
    let Some((_, known)) = scene.constraint(on.table, &it.name.value) else { return };
    let parts = partitions(scene, on.table);
    scene.lock_all(parts, on.mode);
    if it.enforced == Some(true)
        && !known.enforced
        && let catalog::ConstraintKind::ForeignKey(key) = &known.kind
    {
        scene.lock(key.target, LockMode::ShareRowExclusive);
        looked_up(scene, on.table, key.target);
    }
}

/// Values that cannot be computed, converted or that their domain refuses.
pub fn row_errors_of_values(scene: &mut Scene) {
    scene.row_error("22");
    scene.row_error("23");
}
