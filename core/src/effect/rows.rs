//! Statements that read and change rows, with what foreign keys and views add to them.

use super::scene::Scene;
use super::work::{Task, Why};
use crate::schema::catalog::{ConstraintKind, Id, ReferenceAction, RelationKind};
use crate::statement::{
    At, Body, Call, Copied, Copy, CteBody, Delete, Expr, Insert, Kind, LockMode, LockTable, Mention, Merge,
    Name, Query, Refresh, Statement, Update, Walk, With,
};

/// A relation of a query is locked when the query is parsed; what stands behind it only when the query runs.
pub fn query(scene: &mut Scene, it: &Query, runs: bool) {
    walk(scene, it, runs);
    if runs {
        parts(scene, &it.with);
    }
}

/// The parts of a WITH that change rows.
fn parts(scene: &mut Scene, it: &With) {
    for part in &it.parts {
        match &part.body {
            CteBody::Insert(it) => insert(scene, it),
            CteBody::Update(it) => update(scene, it),
            CteBody::Delete(it) => delete(scene, it),
            CteBody::Merge(it) => merge(scene, it),
            CteBody::Query(_) => {}
        }
    }
}

fn walk(scene: &mut Scene, it: &impl Walk, runs: bool) {
    let (mut read, mut written, mut calls) = (Vec::new(), Vec::new(), Vec::new());
    it.walk(&mut |mention| match mention {
        Mention::Relation { name, writes: false, locks } => read.push((name, locks)),
        Mention::Relation { name, writes: true, .. } => written.push(name),
        Mention::Function(call) => calls.push(call),
        _ => {}
    });
    for (name, locks) in read {
        let mode = if locks { LockMode::RowShare } else { LockMode::AccessShare };
        if let Some(id) = scene.lock_named(name, mode).filter(|_| runs) {
            if locks {
                behind(scene, id, mode);
            }
            reads(scene, id, true);
        }
    }
    for name in written {
        scene.lock_named(name, LockMode::RowExclusive);
    }
    for call in calls.into_iter().filter(|_| runs) {
        called(scene, call);
    }
}

pub fn expression(scene: &mut Scene, it: &Expr) {
    walk(scene, it, false);
}

/// Functions that work on a sequence lock it when they run.
pub fn called(scene: &mut Scene, call: &Call) {
    if !matches!(call.function.value.name.as_str(), "nextval" | "setval") {
        return;
    }
    let Some(text) = call.arguments.first().and_then(|it| it.value.text()) else { return };
    if let Some(sequence) = scene.find_text(text) {
        scene.lock_for_rows(sequence, LockMode::RowExclusive);
    }
}

/// What a relation is read by: itself, its partitions and children, and what a view reads.
fn reads(scene: &mut Scene, id: Id, perhaps: bool) {
    behind(scene, id, LockMode::AccessShare);
    for part in scene.sources(id) {
        if perhaps { scene.read(part) } else { scene.scan(part) }
    }
}

/// Locks what stands behind a relation. Partitions that the planner rules out are not.
fn behind(scene: &mut Scene, id: Id, mode: LockMode) {
    for part in scene.sources(id) {
        let partition = scene.is_partition(part);
        if partition && part != id {
            scene.lock_for_rows(part, mode);
        } else {
            scene.lock(part, mode);
        }
    }
}

pub fn select(scene: &mut Scene, it: &Query) {
    query(scene, it, true);
    // One relation and nothing that could choose among its rows: it is read from end to end.
    if let (Body::Select(select), true) = (&it.body, it.with.parts.is_empty())
        && let ([crate::statement::Source::Relation { name, .. }], None) = (&select.from[..], &select.filter)
        && it.around.is_empty()
        && let Some(id) = scene.find(&name.value)
    {
        reads(scene, id, false);
    }
    row_errors(scene);
}

fn row_errors(scene: &mut Scene) {
    ["22", "23", "44", "P0"].into_iter().for_each(|class| scene.row_error(class));
}

/// What is parsed and not run.
pub fn planned(scene: &mut Scene, it: &Statement) {
    match &it.kind {
        Kind::Select(it) => query(scene, it, false),
        Kind::Insert(it) => walk(scene, &**it, false),
        Kind::Update(it) => walk(scene, &**it, false),
        Kind::Delete(it) => walk(scene, &**it, false),
        Kind::Merge(it) => walk(scene, &**it, false),
        _ => {}
    }
}

/// The target of a statement that changes rows, with its partitions and children.
fn target(scene: &mut Scene, name: &At<Name>, only: bool) -> Vec<Id> {
    let Some(id) = scene.lock_named(name, LockMode::RowExclusive) else { return Vec::new() };
    scene.effect.open |= scene.has_triggers(id);
    row_errors(scene);
    bounds(scene, id);
    let parts = if only { vec![id] } else { scene.sources(id) };
    for part in parts.iter().copied() {
        let partition = scene.is_partition(part);
        if partition && part != id {
            scene.lock_for_rows(part, LockMode::RowExclusive);
        } else {
            scene.lock(part, LockMode::RowExclusive);
        }
    }
    parts
}

/// Whether a row lies within a partition's bounds is found out from the tables above.
fn bounds(scene: &mut Scene, id: Id) {
    for above in scene.ancestors(id).into_iter().filter(|it| scene.is_partitioned(*it)).collect::<Vec<_>>() {
        scene.lock_for_rows(above, LockMode::AccessShare);
    }
}

pub fn insert(scene: &mut Scene, it: &Insert) {
    walk(scene, it, true);
    parts(scene, &it.with);
    put(scene, &it.table);
}

/// New rows: those of INSERT, and those that COPY reads.
fn put(scene: &mut Scene, table: &At<Name>) {
    let Some(id) = scene.lock_named(table, LockMode::RowExclusive) else { return };
    scene.effect.open |= scene.has_triggers(id);
    row_errors(scene);
    bounds(scene, id);
    let partitioned =
        scene.relation(id).is_some_and(|it| it.partitioned.is_some() || it.kind == RelationKind::View);
    for part in scene.sources(id).into_iter().filter(|part| partitioned && *part != id) {
        scene.lock_for_rows(part, LockMode::RowExclusive);
    }
    for sequence in scene.sequences_of_defaults(id) {
        scene.lock_for_rows(sequence, LockMode::RowExclusive);
    }
    looks_up(scene, id);
}

/// New values of a foreign key are looked up where it points.
fn looks_up(scene: &mut Scene, table: Id) {
    for part in scene.sources(table) {
        for (_, it) in scene.constraints(part) {
            if let ConstraintKind::ForeignKey(key) = &it.kind {
                for target in scene.sources(key.target) {
                    scene.lock_for_rows(target, LockMode::RowShare);
                    scene.read(target);
                }
            }
        }
    }
}

/// Who points at a row that goes or changes is asked, or goes or changes too.
fn looked_for(scene: &mut Scene, table: Id, seen: &mut Vec<Id>) {
    if seen.contains(&table) {
        return;
    }
    seen.push(table);
    for (on, it) in scene.pointing_at(table) {
        let ConstraintKind::ForeignKey(key) = &it.kind else { continue };
        let asks = |it: ReferenceAction| matches!(it, ReferenceAction::NoAction | ReferenceAction::Restrict);
        let only_asks = asks(key.on_delete) && asks(key.on_update);
        let mode = if only_asks { LockMode::RowShare } else { LockMode::RowExclusive };
        for part in scene.sources(on) {
            scene.lock_for_rows(part, mode);
            scene.read(part);
            if !only_asks {
                looked_for(scene, part, seen);
                looks_up(scene, part);
            }
        }
    }
}

fn changed(scene: &mut Scene, parts: &[Id], all: bool) {
    for part in parts {
        if all {
            scene.scan(*part)
        } else {
            scene.read(*part)
        }
        looks_up(scene, *part);
        let mut above = vec![*part];
        above.extend(scene.ancestors(*part));
        let mut seen = Vec::new();
        above.into_iter().for_each(|it| looked_for(scene, it, &mut seen));
    }
}

pub fn update(scene: &mut Scene, it: &Update) {
    walk(scene, it, true);
    parts(scene, &it.with);
    let family = target(scene, &it.table, it.only);
    changed(scene, &family, it.filter.is_none() && it.from.is_empty() && it.with.parts.is_empty());
}

pub fn delete(scene: &mut Scene, it: &Delete) {
    walk(scene, it, true);
    parts(scene, &it.with);
    let family = target(scene, &it.table, it.only);
    changed(scene, &family, !it.is_filtered() && it.using.is_empty() && it.with.parts.is_empty());
}

pub fn merge(scene: &mut Scene, it: &Merge) {
    walk(scene, it, true);
    parts(scene, &it.with);
    let family = target(scene, &it.table, it.only);
    changed(scene, &family, false);
}

pub fn copy(scene: &mut Scene, it: &Copy) {
    match &it.what {
        Copied::Query(it) => query(scene, it, true),
        Copied::Table { table, .. } if it.from => put(scene, table),
        Copied::Table { table, .. } => {
            if let Some(id) = scene.lock_named(table, LockMode::AccessShare) {
                scene.scan(id);
            }
        }
    }
}

pub fn lock(scene: &mut Scene, it: &LockTable) {
    for (name, only) in it.tables.iter().zip(&it.only) {
        let Some(id) = scene.lock_named(name, it.mode) else { continue };
        let parts = if *only { vec![id] } else { scene.sources(id) };
        scene.lock_all(parts, it.mode);
    }
}

pub fn refresh(scene: &mut Scene, it: &Refresh) {
    let mode = if it.concurrently { LockMode::Exclusive } else { LockMode::AccessExclusive };
    let (why, task) = match it.concurrently {
        true => (Why::RefreshConcurrently, Task::Scan),
        false => (Why::Refresh, Task::Rewrite),
    };
    scene.because(why, it.view.span);
    let name = scene.schema.full(&it.view.value);
    let known = scene.lock_named(&it.view, mode);
    // Nobody can read it before it has been filled.
    let filled = known.and_then(|it| scene.relation(it)).is_none_or(|it| it.populated);
    if it.with_data && filled {
        scene.work(Some(name), task);
    }
    scene.cause = None;
    let Some(view) = known else { return };
    if it.with_data {
        for part in scene.sources_of_view(view) {
            scene.lock(part, LockMode::AccessShare);
            scene.read(part);
        }
    }
    if it.concurrently {
        scene.read(view);
        return;
    }
    // Its rows are not read, they are made; its indexes are built on them.
    scene.renew(view);
    scene.read(view);
    row_errors(scene);
}
