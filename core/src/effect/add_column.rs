//! `ADD COLUMN`.

use super::alter::{Alteration, lock_family};
use super::constraint;
use super::scene::Scene;
use super::work::Why;
use crate::statement::{Action, ActionKind, Column, Constraint, ConstraintKind};

pub fn add(
    scene: &mut Scene,
    on: &Alteration,
    column: &Column,
    constraints: &[Constraint],
    if_not_exists: bool,
) {
    if if_not_exists && scene.column(on.table, &column.name.value).is_some() {
        return;
    }
    lock_family(scene, on);
    let why = Why::of_column(scene, column);
    let rewrites = why.is_some();
    scene.cause = why.map(|why| (why, column.name.span));
    for table in scene.family(on.table, on.only) {
        if rewrites {
            scene.rewrite(table);
        } else if column.not_null && !column.has_default() {
            scene.scan(table);
        }
    }
    if column.not_null && !column.has_default() && !column.is_filled() {
        scene.row_error("23502");
    }
    if rewrites {
        constraint::row_errors_of_values(scene);
        scene.sequences_called(&column.default);
    }
    let cause = scene.cause;
    for it in constraints {
        scene.cause = cause;
        constraint::add(scene, on, it, Some(column));
    }
}

/// `REFERENCES` of a new column without a default is not looked at, as all rows have NULL there, unless another part of
/// the statement adds a foreign key that has to be.
pub fn foreign_keys(scene: &mut Scene, on: &Alteration, actions: &[Action]) {
    let key = |it: &&Constraint| matches!(it.kind, ConstraintKind::ForeignKey { .. });
    let mut keys: Vec<&Constraint> = Vec::new();
    let mut looked_at = false;
    for action in actions {
        match &action.kind {
            ActionKind::AddColumn { column, constraints, if_not_exists } => {
                if *if_not_exists && scene.column(on.table, &column.name.value).is_some() {
                    continue;
                }
                let found: Vec<&Constraint> = constraints.iter().filter(key).collect();
                looked_at |= !found.is_empty() && (column.default.is_some() || column.is_serial());
                keys.extend(found);
            }
            ActionKind::AddConstraint(it) if key(&it) => {
                looked_at = true;
                keys.push(it);
            }
            _ => {}
        }
    }
    if looked_at {
        keys.into_iter()
            .filter(|it| !it.not_valid && !it.not_enforced)
            .for_each(|it| constraint::look_up(scene, on.table, it));
    }
}
