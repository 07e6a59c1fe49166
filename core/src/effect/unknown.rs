//! Tables that nobody saw created: what is certain of them all the same.

use super::scene::Scene;
use super::work::{Task, Why};
use crate::schema::FullName;
use crate::statement::{
    Action, ActionKind, AlterType, At, Column, Constraint, ConstraintKind, Expr, LockMode,
};

/// A part of ALTER TABLE.
pub fn part(scene: &mut Scene, table: FullName, it: &Action) {
    scene.cause = Why::of_action(&it.kind, it.span);
    match &it.kind {
        ActionKind::AddConstraint(it) => constraint(scene, table, it, true),
        ActionKind::SetNotNull { .. } | ActionKind::ValidateConstraint { .. } => {
            scene.work_unseen(table, Task::Scan);
        }
        ActionKind::AlterType(it) => type_change(scene, table, it),
        ActionKind::AddColumn { column, constraints, .. } => added(scene, table, column, constraints),
        ActionKind::SetLogged | ActionKind::SetUnlogged | ActionKind::SetExpression { .. } => {
            scene.work_unseen(table, Task::Rewrite);
        }
        ActionKind::SetAccessMethod(Some(method)) if method.as_str() != "heap" => {
            scene.work_unseen(table, Task::Rewrite);
        }
        ActionKind::SetTablespace(space) if space.as_str() != "pg_default" => {
            scene.work_unseen(table, Task::Rewrite);
        }
        ActionKind::AttachPartition { partition, bounds: Some(_) } => {
            let known = scene.lock_named(partition, LockMode::AccessExclusive);
            // Its own CHECKs may prove the bounds, whatever they are.
            let proven = known.is_some_and(|id| !scene.constraints(id).is_empty());
            if !proven {
                let name = scene.schema.full(&partition.value);
                scene.work_unseen(name, Task::Scan);
            }
        }
        _ => {}
    }
}

/// A new column.
fn added(scene: &mut Scene, table: FullName, column: &Column, constraints: &[Constraint]) {
    let why = Why::of_column(scene, column);
    if let Some(why) = why {
        scene.because(why, column.name.span);
        scene.work_unseen(table.clone(), Task::Rewrite);
    }
    for it in constraints {
        // All rows have NULL there, so there is nothing to look up.
        let looked_up = column.default.is_some() || why.is_some();
        constraint(scene, table.clone(), it, looked_up);
    }
}

fn constraint(scene: &mut Scene, table: FullName, it: &Constraint, looked_up: bool) {
    scene.because(Why::of_constraint(it), it.span);
    let valid = !it.not_valid && !it.not_enforced;
    match &it.kind {
        ConstraintKind::ForeignKey { target, rest, .. } => {
            scene.lock_named(&At { value: target.clone(), span: rest.target }, LockMode::ShareRowExclusive);
            if valid && looked_up {
                scene.work_unseen(table, Task::Scan);
            }
        }
        ConstraintKind::PrimaryKey { using: None, .. }
        | ConstraintKind::Unique { using: None, .. }
        | ConstraintKind::Exclusion(_) => scene.work_unseen(table, Task::Build),
        ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } => {}
        ConstraintKind::Check { .. } => {
            if valid {
                scene.work_unseen(table, Task::Scan);
            }
        }
        // Behind a new column it is no work of its own.
        ConstraintKind::NotNull { .. } => {
            if valid && !it.on_column {
                scene.work_unseen(table, Task::Scan);
            }
        }
    }
}

/// A column whose type is not known gets this one.
pub fn type_change(scene: &mut Scene, table: FullName, it: &AlterType) {
    let same = |value: &Expr| matches!(value, Expr::Column(name) if name.column() == Some(&it.column.value));
    let computed = match &it.using {
        None => false,
        Some(Expr::Cast { value, .. }) => !same(value),
        Some(value) => !same(value),
    };
    if !computed && scene.may_stay(&it.data_type) {
        scene.because(Why::TypeChangePerhaps, it.column.span);
    }
    scene.work_unseen(table, Task::Rewrite);
}
