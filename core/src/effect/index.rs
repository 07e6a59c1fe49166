//! CREATE INDEX, REINDEX, CLUSTER, VACUUM and ANALYZE.

use super::Waits;
use super::scene::Scene;
use super::work::{Task, Why};
use crate::schema::catalog::Id;
use crate::statement::{Cluster, CreateIndex, LockMode, Reindex, ReindexTarget, Vacuum};

pub fn create(scene: &mut Scene, it: &CreateIndex) {
    let mode = if it.concurrently { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    scene.because(Why::Index, it.keyword);
    let Some(table) = scene.lock_named(&it.table, mode) else {
        scene.effect.waits = it.concurrently.then_some(Waits::Snapshots);
        let name = scene.schema.full(&it.table.value);
        return scene.work_unseen(name, Task::Build);
    };
    let family = scene.family(table, it.only || !scene.is_partitioned(table));
    scene.lock_all(family.iter().copied(), mode);
    let known = it.name.as_ref().is_some_and(|name| scene.beside(table, name).is_some());
    if it.if_not_exists && known {
        return;
    }
    scene.effect.waits = it.concurrently.then_some(Waits::Snapshots);
    for part in family {
        let own = scene.index_like(part, it).filter(|_| part != table);
        match own {
            Some(own) => scene.lock(own, mode),
            None => scene.build(part),
        }
    }
    errors(scene, it.unique);
}

fn errors(scene: &mut Scene, unique: bool) {
    if unique {
        scene.row_error("23505");
    }
    // A value too large for the index's page, or one that its expression cannot compute.
    scene.row_error("54000");
    scene.row_error("22");
}

pub fn reindex(scene: &mut Scene, it: &Reindex) {
    let concurrently = it.concurrently;
    let mode = if concurrently { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    let own = if concurrently { mode } else { LockMode::AccessExclusive };
    scene.effect.waits = concurrently.then_some(Waits::Snapshots);
    match &it.target {
        ReindexTarget::Index(name) => {
            scene.because(Why::Reindex, name.span);
            let Some(index) = scene.lock_named(name, own) else {
                // Its table is not known, only how it is locked.
                return scene.work_on_all(Why::Reindex, Task::Build, mode);
            };
            let family = index_family(scene, index);
            let partitioned = scene.index(index).is_some_and(|it| scene.is_partitioned(it.table));
            scene.effect.outside_only |= partitioned && scene.postgres >= 14;
            if partitioned && scene.postgres < 14 {
                return;
            }
            for index in family {
                scene.lock(index, own);
                let table = scene.index(index).map(|it| it.table);
                scene.lock_all(table, mode);
                scene.rebuild(index);
            }
        }
        ReindexTarget::Table(name) => {
            scene.because(Why::Reindex, name.span);
            let Some(table) = scene.lock_named(name, mode) else {
                let name = scene.schema.full(&name.value);
                return scene.work_unseen(name, Task::Build);
            };
            let partitioned = scene.is_partitioned(table);
            scene.effect.outside_only |= partitioned && scene.postgres >= 14;
            if partitioned && scene.postgres < 14 {
                return;
            }
            for part in scene.family(table, !partitioned) {
                scene.lock(part, mode);
                rebuilt(scene, part, own);
            }
        }
        ReindexTarget::Schema(_) | ReindexTarget::Database(_) | ReindexTarget::System(_) => {
            scene.effect.open = true;
            scene.work_on_all(Why::Reindex, Task::Build, mode);
        }
    }
}

/// An index, and those of partitions that belong to it.
fn index_family(scene: &Scene, index: Id) -> Vec<Id> {
    let (mut found, mut at) = (vec![index], 0);
    while let Some(parent) = found.get(at).copied() {
        let table = scene.index(parent).map(|it| it.table);
        for part in table.into_iter().flat_map(|it| scene.children(it)) {
            let own = |id: &Id| scene.index(*id).is_some_and(|it| it.parent == Some(parent));
            found.extend(scene.indexes(part).into_iter().filter(own));
        }
        at += 1;
    }
    found
}

fn rebuilt(scene: &mut Scene, table: Id, mode: LockMode) {
    for index in scene.indexes(table) {
        scene.lock(index, mode);
        scene.rebuild(index);
    }
}

pub fn cluster(scene: &mut Scene, it: &Cluster) {
    let Some(name) = &it.table else {
        scene.effect.open = true;
        return scene.work_on_all(Why::Cluster, Task::Rewrite, LockMode::AccessExclusive);
    };
    scene.because(Why::Cluster, name.span);
    let Some(table) = scene.lock_named(name, LockMode::AccessExclusive) else {
        let name = scene.schema.full(&name.value);
        return scene.work_unseen(name, Task::Rewrite);
    };
    let partitioned = scene.is_partitioned(table);
    scene.effect.outside_only |= partitioned && scene.postgres >= 15;
    scene.rewrite(table);
}

pub fn vacuum(scene: &mut Scene, it: &Vacuum) {
    let mode = if it.full { LockMode::AccessExclusive } else { LockMode::ShareUpdateExclusive };
    scene.effect.open |= it.tables.is_empty();
    if it.tables.is_empty() && it.full {
        scene.work_on_all(Why::VacuumFull, Task::Rewrite, mode);
    }
    for name in &it.tables {
        scene.because(Why::VacuumFull, name.span);
        let Some(table) = scene.lock_named(name, mode) else {
            if it.full {
                let name = scene.schema.full(&name.value);
                scene.work_unseen(name, Task::Rewrite);
            }
            continue;
        };
        let partitioned = scene.is_partitioned(table);
        // Statistics of a table with heirs are made from their rows too.
        let heirs = scene.heirs(table);
        let below = if partitioned || scene.postgres >= 18 { mode } else { LockMode::AccessShare };
        if partitioned || it.analyze {
            scene.lock_all(heirs, below);
        }
        if it.full {
            scene.rewrite(table);
        }
    }
}
