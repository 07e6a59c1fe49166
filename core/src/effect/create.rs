//! `CREATE TABLE` and `CREATE VIEW`: what a new relation does to those that were there before.

use super::alter::{checked, foreign_keys_of_parent};
use super::constraint::partitions;
use super::rows;
use super::scene::Scene;
use super::work::Why;
use crate::statement::{At, Bounds, ConstraintKind, CreateTable, CreateView, LockMode, Name, Object};

pub fn table(scene: &mut Scene, it: &CreateTable) {
    if it.if_not_exists && scene.find(&it.table.value).is_some() {
        return;
    }
    for constraint in &it.constraints {
        let ConstraintKind::ForeignKey { target, rest, .. } = &constraint.kind else { continue };
        if *target == it.table.value {
            continue;
        }
        let target = At { value: target.clone(), span: rest.target };
        if let Some(target) = scene.lock_named(&target, LockMode::ShareRowExclusive) {
            let parts = partitions(scene, target);
            scene.lock_all(parts, LockMode::ShareRowExclusive);
        }
    }
    for like in &it.like {
        scene.lock_named(&like.table, LockMode::AccessShare);
    }
    for parent in &it.inherits {
        scene.lock_named(parent, LockMode::ShareUpdateExclusive);
    }
    if let Some(of) = &it.partition_of {
        partition(scene, &of.parent, &of.bounds);
    }
    if let Some(query) = it.filled_by.as_ref().and_then(|it| it.query.as_ref()) {
        let runs = it.filled_by.as_ref().is_some_and(|it| it.with_data);
        rows::query(scene, query, runs);
    }
}

/// The rows of the default partition must not belong into the new one.
fn partition(scene: &mut Scene, parent: &At<Name>, bounds: &Bounds) {
    let span = parent.span;
    let Some(parent) = scene.lock_named(parent, LockMode::AccessExclusive) else { return };
    foreign_keys_of_parent(scene, parent, LockMode::ShareRowExclusive);
    if *bounds == Bounds::Default {
        return;
    }
    if let Some(default) = scene.default_partition(parent) {
        scene.because(Why::DefaultPartition, span);
        scene.lock(default, LockMode::AccessExclusive);
        for part in scene.family(default, false) {
            checked(scene, parent, part);
        }
    }
}

pub fn view(scene: &mut Scene, it: &CreateView) {
    let known = scene.find(&it.view.value);
    if it.if_not_exists && known.is_some() {
        return;
    }
    if it.or_replace
        && let Some(view) = known
    {
        scene.lock(view, LockMode::AccessExclusive);
    }
    rows::query(scene, &it.query, it.object == Object::MaterializedView && it.with_data);
}
