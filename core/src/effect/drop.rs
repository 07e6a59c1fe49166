//! DROP with all that goes along, and TRUNCATE.

use super::scene::Scene;
use super::{Waits, constraint};
use crate::schema::catalog::{Body, ConstraintKind, Id, Part, RelationKind};
use crate::statement::{Drop, LockMode, Object, Truncate};
use std::collections::BTreeSet;

pub fn objects(scene: &mut Scene, it: &Drop) {
    for object in &it.objects {
        let relation = object.object.is_relation();
        let Some(id) = scene.schema.find_object(object).ok().flatten() else {
            // Whatever it is, it is not missing where the statement insists on it.
            if relation && !it.if_exists && object.object != Object::Index {
                scene.lock_named(&object.name, LockMode::AccessExclusive);
            }
            continue;
        };
        if it.concurrently {
            index_concurrently(scene, id);
        } else {
            gone(scene, &[(id, Part::Whole)]);
        }
    }
}

fn index_concurrently(scene: &mut Scene, index: Id) {
    let table = scene.index(index).map(|it| it.table);
    scene.lock_all(table.into_iter().chain([index]), LockMode::ShareUpdateExclusive);
    scene.effect.waits = Some(Waits::Users);
}

/// Takes the locks that it costs when these go, and all that depends on them.
pub fn gone(scene: &mut Scene, roots: &[(Id, Part)]) {
    let mut all = scene.catalog.with_dependents(roots, true);
    // What points at a partition goes with the key that points at the whole.
    let wholes: Vec<(Id, Part)> =
        all.list().iter().filter_map(|(id, _)| Some((whole_key(scene, *id)?, Part::Whole))).collect();
    all.extend(scene.catalog.with_dependents(&wholes, true).list());
    for (id, part) in all.list() {
        match part {
            Part::Whole => whole(scene, id),
            // A default or a column goes out of a table that stays.
            Part::Column(_) | Part::Default(_) => scene.lock(id, LockMode::AccessExclusive),
        }
    }
}

/// The foreign key that this one is the part of for one partition of its target.
fn whole_key(scene: &Scene, id: Id) -> Option<Id> {
    let object = scene.object(id)?;
    let parent = object.constraint().filter(|it| it.points_at().is_some())?.parent?;
    (scene.object(parent)?.below == object.below).then_some(parent)
}

fn whole(scene: &mut Scene, id: Id) {
    let Some(object) = scene.object(id) else { return };
    let (below, strongest) = (object.below, LockMode::AccessExclusive);
    match &object.body {
        Body::Relation(it) if it.kind != RelationKind::Composite => {
            scene.lock(id, strongest);
            // The bounds of a default partition follow from its siblings.
            if let Some(parent) = it.partition_of {
                let others = scene.default_partition(parent).into_iter().filter(|other| *other != id);
                scene.lock_all(others.chain([parent]).collect::<Vec<_>>(), strongest);
            }
        }
        Body::Index(it) => {
            scene.lock_all([it.table, id], strongest);
            // The whole family of a partitioned table is locked before the index is.
            let parts = constraint::partitions(scene, it.table);
            scene.lock_all(parts, strongest);
        }
        Body::Sequence(_) => scene.lock(id, strongest),
        Body::Constraint(it) => {
            scene.lock_all(below, strongest);
            // On a partition, the triggers of the other side are those of the partitioned table's own key.
            if let (ConstraintKind::ForeignKey(key), None) = (&it.kind, it.parent) {
                constraint::no_longer_pointed_at(scene, key.target);
            }
        }
        Body::Trigger(_) | Body::Policy | Body::Rule => scene.lock_all(below, strongest),
        Body::Statistics => {
            let tables: Vec<Id> = scene.catalog.needs(id).into_iter().map(|it| it.on.0).collect();
            let tables = tables.into_iter().filter(|it| scene.relation(*it).is_some()).collect::<Vec<_>>();
            scene.lock_all(tables, LockMode::ShareUpdateExclusive);
        }
        _ => {}
    }
}

pub fn truncate(scene: &mut Scene, it: &Truncate) {
    let mut tables = BTreeSet::new();
    for (table, only) in it.tables.iter().zip(&it.only) {
        let known = scene.lock_named(table, LockMode::AccessExclusive);
        tables.extend(known.into_iter().flat_map(|id| scene.family(id, *only)));
    }
    let mut open: Vec<Id> = if it.cascade { tables.iter().copied().collect() } else { Vec::new() };
    while let Some(table) = open.pop() {
        let pointing: Vec<Id> = scene.pointing_at(table).into_iter().map(|(on, _)| on).collect();
        let parts: Vec<Id> = pointing.iter().flat_map(|on| constraint::partitions(scene, *on)).collect();
        for on in pointing.into_iter().chain(parts) {
            if tables.insert(on) {
                open.push(on);
            }
        }
    }
    for table in tables {
        scene.lock(table, LockMode::AccessExclusive);
        for above in scene.ancestors(table).into_iter().filter(|_| scene.postgres < 14).collect::<Vec<_>>() {
            scene.lock_for_rows(above, LockMode::AccessShare);
        }
        emptied(scene, table);
        if it.restart_identity {
            for sequence in scene.sequences(table) {
                scene.lock(sequence, LockMode::AccessExclusive);
                scene.effect.rewrites.extend(scene.name(sequence));
            }
        }
    }
}

/// New files without rows in them: there is nothing to read, though the server counts the indexes' look at it.
fn emptied(scene: &mut Scene, table: Id) {
    if scene.has_rows(table) {
        scene.renew(table);
        scene.read(table);
    }
}
