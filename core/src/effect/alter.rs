//! `ALTER TABLE` and its kin, part by part. The strongest part says how all relations are locked.

use super::scene::Scene;
use super::work::{Task, Why};
use super::{Waits, add_column, alter_type, constraint, drop, unknown};
use crate::schema::catalog::{self, Id, Part, Persistence, Trigger};
use crate::statement::{
    Action, ActionKind, AlterTable, At, Bounds, ConstraintKind, Ident, LockMode, Name, Parameter,
    TriggerChoice,
};

pub struct Alteration {
    pub table: Id,
    pub only: bool,
    /// how the statement locks its table, and the children that a part of it reaches
    pub mode: LockMode,
}

pub fn table(scene: &mut Scene, it: &AlterTable) {
    let mode = it.actions.iter().map(|it| mode(&it.kind)).max().unwrap_or(LockMode::AccessExclusive);
    let known = scene.find(&it.table.value);
    if known.is_none() && it.if_exists {
        return;
    }
    let Some(table) = scene.lock_named(&it.table, mode) else {
        let name = scene.schema.full(&it.table.value);
        return it.actions.iter().for_each(|action| unknown::part(scene, name.clone(), action));
    };
    let altered = Alteration { table, only: it.only, mode };
    for (at, action) in it.actions.iter().enumerate() {
        if !is_said_before(&it.actions[..at], &action.kind) {
            scene.cause = Why::of_action(&action.kind, action.span);
            part(scene, &altered, &action.kind);
        }
    }
    // Rows that were changed in the same transaction may have deferred checks pending.
    scene.row_error("55006");
    // What is validated for one foreign key of the statement is validated for all.
    add_column::foreign_keys(scene, &altered, &it.actions);
}

/// A column that is there by the time that it would be added IF NOT EXISTS.
fn is_said_before(before: &[Action], kind: &ActionKind) -> bool {
    let name = |it: &ActionKind| match it {
        ActionKind::AddColumn { column, .. } => Some(column.name.value.clone()),
        _ => None,
    };
    let again = matches!(kind, ActionKind::AddColumn { if_not_exists: true, .. });
    again && before.iter().any(|it| name(&it.kind) == name(kind))
}

/// How much of a lock one part needs.
fn mode(kind: &ActionKind) -> LockMode {
    match kind {
        ActionKind::SetStatistics { .. }
        | ActionKind::SetColumnParameters { .. }
        | ActionKind::ResetColumnParameters { .. }
        | ActionKind::ClusterOn(_)
        | ActionKind::SetWithoutCluster
        | ActionKind::ValidateConstraint { .. }
        | ActionKind::AttachPartition { .. }
        | ActionKind::DetachPartition { concurrently: true, .. }
        | ActionKind::FinalizeDetach { .. } => LockMode::ShareUpdateExclusive,
        ActionKind::SetParameters(list) | ActionKind::ResetParameters(list) => parameters(list),
        ActionKind::Trigger { .. } => LockMode::ShareRowExclusive,
        ActionKind::AddConstraint(it) if matches!(it.kind, ConstraintKind::ForeignKey { .. }) => {
            LockMode::ShareRowExclusive
        }
        _ => LockMode::AccessExclusive,
    }
}

/// Most parameters change nothing that a running statement relies on.
fn parameters(list: &[Parameter]) -> LockMode {
    const STRONG: &[&str] = &[
        "user_catalog_table",
        "security_barrier",
        "security_invoker",
        "check_option",
        "buffering",
        "fastupdate",
        "gin_pending_list_limit",
        "pages_per_range",
        "autosummarize",
    ];
    let strong = list.iter().any(|it| STRONG.contains(&it.name.as_str()));
    if strong { LockMode::AccessExclusive } else { LockMode::ShareUpdateExclusive }
}

fn part(scene: &mut Scene, on: &Alteration, kind: &ActionKind) {
    match kind {
        ActionKind::AddColumn { column, constraints, if_not_exists } => {
            add_column::add(scene, on, column, constraints, *if_not_exists);
        }
        ActionKind::DropColumn { column, .. } => drop_column(scene, on, &column.value),
        ActionKind::AlterType(it) => alter_type::change(scene, on, it),
        ActionKind::SetNotNull { column } => constraint::set_not_null(scene, on, &column.value, false),
        ActionKind::DropNotNull { column } => {
            let nothing = scene.column(on.table, &column.value).is_some_and(|it| !it.not_null);
            if scene.postgres < 18 || !nothing {
                lock_family(scene, on);
            }
        }
        ActionKind::SetDefault { .. } | ActionKind::SetStatistics { .. } => lock_family(scene, on),
        ActionKind::AddIdentity { .. } | ActionKind::SetIdentity { .. } => identity(scene, on),
        ActionKind::SetStorage { .. } | ActionKind::DropExpression { .. } => lock_family(scene, on),
        ActionKind::SetExpression { column, .. } => set_expression(scene, on, &column.value),
        ActionKind::AddConstraint(it) => constraint::add(scene, on, it, None),
        ActionKind::ValidateConstraint { name } => constraint::validate(scene, on, &name.value),
        ActionKind::DropConstraint { name, .. } => constraint::drop(scene, on, &name.value),
        ActionKind::AlterConstraint(it) => constraint::alter(scene, on, it),
        ActionKind::DropIdentity { column, .. } => drop_identity(scene, on, &column.value),
        ActionKind::SetLogged => persist(scene, on.table, Persistence::Permanent),
        ActionKind::SetUnlogged => persist(scene, on.table, Persistence::Unlogged),
        ActionKind::SetAccessMethod(Some(method)) if method.as_str() != "heap" => scene.rewrite(on.table),
        ActionKind::SetTablespace(space) if space.as_str() != "pg_default" => scene.rewrite(on.table),
        ActionKind::ClusterOn(index) => {
            let index = scene.beside(on.table, index);
            scene.lock_all(index, on.mode);
        }
        ActionKind::Trigger { which, .. } => trigger(scene, on, which),
        ActionKind::Inherit(parent) => inherit(scene, on, parent),
        ActionKind::NoInherit(parent) => {
            scene.lock_named(parent, LockMode::AccessShare);
        }
        ActionKind::AttachPartition { partition, bounds: Some(bounds) } => {
            attach(scene, on, partition, bounds)
        }
        ActionKind::AttachPartition { partition, bounds: None } => attach_index(scene, on, partition),
        ActionKind::DetachPartition { partition, concurrently } => {
            detach(scene, on, partition, *concurrently)
        }
        ActionKind::FinalizeDetach { partition } => {
            scene.lock_named(partition, LockMode::AccessExclusive);
        }
        _ => {}
    }
}

pub fn lock_family(scene: &mut Scene, on: &Alteration) {
    let family = scene.family(on.table, on.only);
    scene.lock_all(family, on.mode);
}

/// A column goes out of its children too, unless they have it of their own.
fn drop_column(scene: &mut Scene, on: &Alteration, name: &Ident) {
    let mut open = vec![(on.table, true)];
    while let Some((table, first)) = open.pop() {
        scene.lock(table, on.mode);
        let Some(column) = scene.column(table, name) else { continue };
        if first || (!column.local && !on.only && column.inherited <= 1) {
            drop::gone(scene, &[(table, Part::Column(column.number))]);
            open.extend(scene.children(table).into_iter().map(|child| (child, false)));
        }
    }
}

fn set_expression(scene: &mut Scene, on: &Alteration, name: &Ident) {
    lock_family(scene, on);
    for table in scene.family(on.table, on.only) {
        if scene.column(table, name).is_some_and(|it| it.generated == Some(catalog::Generated::Stored)) {
            scene.rewrite(table);
        }
    }
}

/// From 17 on, partitions share the identity.
fn identity(scene: &mut Scene, on: &Alteration) {
    if scene.postgres >= 17 && scene.is_partitioned(on.table) {
        lock_family(scene, on);
    }
}

fn drop_identity(scene: &mut Scene, on: &Alteration, name: &Ident) {
    let Some(column) = scene.column(on.table, name).filter(|it| it.identity.is_some()) else { return };
    identity(scene, on);
    for sequence in scene.sequences_of_column(on.table, column.number) {
        scene.lock(sequence, LockMode::AccessExclusive);
    }
}

/// From 15 on, the sequences of a table go with it.
fn persist(scene: &mut Scene, table: Id, to: Persistence) {
    if scene.relation(table).is_none_or(|it| it.persistence == to) {
        return;
    }
    scene.rewrite(table);
    if scene.postgres >= 15 {
        for sequence in scene.sequences(table) {
            scene.lock(sequence, LockMode::AccessExclusive);
            scene.effect.rewrites.extend(scene.name(sequence));
        }
    }
}

/// A row trigger of a partitioned table has one on each partition.
fn trigger(scene: &mut Scene, on: &Alteration, which: &TriggerChoice) {
    let partitioned = scene.is_partitioned(on.table);
    if !partitioned || on.only {
        return;
    }
    let meant = |scene: &Scene, id: Id| {
        let object = scene.object(id)?;
        let catalog::Body::Trigger(Trigger { row, .. }) = &object.body else { return None };
        let named = !matches!(which, TriggerChoice::Named(name) if name.value != object.name);
        Some(*row && named)
    };
    let triggers: Vec<Id> = scene.catalog.named(catalog::Space::Trigger, Some(on.table)).collect();
    // Foreign keys have row triggers of their own, from 15 on also on the partitioned table.
    let keys = *which == TriggerChoice::All && scene.postgres >= 15 && scene.has_foreign_keys(on.table);
    if keys || triggers.into_iter().any(|id| meant(scene, id) == Some(true)) {
        lock_family(scene, on);
    }
}

fn inherit(scene: &mut Scene, on: &Alteration, parent: &At<Name>) {
    scene.lock_named(parent, LockMode::ShareUpdateExclusive);
    // It must not become its own ancestor.
    let heirs = scene.heirs(on.table);
    scene.lock_all(heirs, LockMode::AccessShare);
}

fn attach(scene: &mut Scene, on: &Alteration, partition: &At<Name>, bounds: &Bounds) {
    let known = scene.lock_named(partition, LockMode::AccessExclusive);
    let siblings = !scene.children(on.table).is_empty();
    let default = scene.default_partition(on.table);
    scene.because(Why::DefaultPartition, partition.span);
    for sibling in default.iter().copied() {
        let family = scene.family(sibling, false);
        scene.lock_all(family.iter().copied(), LockMode::AccessExclusive);
        family.into_iter().for_each(|it| checked(scene, on.table, it));
    }
    foreign_keys_of_parent(scene, on.table, LockMode::ShareRowExclusive);
    scene.because(Why::Bounds, partition.span);
    let Some(partition) = known else {
        let name = scene.schema.full(&partition.value);
        return scene.work_unseen(name, Task::Scan);
    };
    let family = scene.family(partition, false);
    scene.lock_all(family.iter().copied(), LockMode::AccessExclusive);
    for part in family {
        if siblings || *bounds != Bounds::Default {
            checked(scene, on.table, part);
        }
        for index in scene.indexes(on.table) {
            if !scene.has_same_index(index, part) {
                scene.build(part);
            }
        }
    }
}

/// Whether all rows lie within the bounds; a valid CHECK on the same columns may prove it without a look at them.
pub fn checked(scene: &mut Scene, parent: Id, part: Id) {
    scene.row_error("23514");
    if scene.may_prove_bounds(parent, part) {
        scene.read(part);
    } else {
        scene.scan(part);
    }
}

/// What the partitioned table points at is pointed at by each partition, and who points at it points at each.
pub fn foreign_keys_of_parent(scene: &mut Scene, parent: Id, mode: LockMode) {
    let pointing = scene.pointing_at(parent);
    // A partition's part of another table's key comes with that key. Before 15 nothing had to be done to the others.
    let part_of = |it: &catalog::Constraint| {
        pointing.iter().any(|(_, known)| {
            it.parent.is_some_and(|id| {
                scene.object(id).and_then(|it| it.constraint()).is_some_and(|of| std::ptr::eq(of, *known))
            })
        })
    };
    let on: Vec<Id> = pointing.iter().filter(|(_, it)| !part_of(it)).map(|(on, _)| *on).collect();
    let own = if scene.postgres < 15 { LockMode::AccessShare } else { mode };
    scene.lock_all(on, own);
    for target in
        scene.constraints(parent).into_iter().filter_map(|(_, it)| it.points_at()).collect::<Vec<_>>()
    {
        let parts = constraint::partitions(scene, target);
        scene.lock_all(parts.into_iter().chain([target]), mode);
    }
}

fn attach_index(scene: &mut Scene, on: &Alteration, index: &At<Name>) {
    let tables = [Some(on.table), scene.find(&index.value)];
    scene.lock_named(index, LockMode::AccessExclusive);
    let tables =
        tables.into_iter().flatten().filter_map(|it| scene.index(it)).map(|it| it.table).collect::<Vec<_>>();
    scene.lock_all(tables, LockMode::AccessShare);
}

fn detach(scene: &mut Scene, on: &Alteration, partition: &At<Name>, concurrently: bool) {
    if concurrently {
        scene.effect.waits = Some(Waits::Users);
        // First both lightly, then the partition whole.
        scene.lock_named(partition, LockMode::AccessExclusive);
        return;
    }
    let weak = scene.postgres < 14;
    let mode = if weak { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive };
    let known = scene.lock_named(partition, mode);
    let default = scene.default_partition(on.table);
    scene.lock_all(default, LockMode::AccessExclusive);
    if weak {
        let others = |it: Id| scene.pointing_at(it).iter().any(|(on, _)| *on != it);
        let bound = known.filter(|it| others(*it) || has_triggers_of_parent(scene, *it));
        scene.lock_all(bound, LockMode::AccessExclusive);
        let indexes = known.map(|it| scene.indexes(it)).unwrap_or_default();
        let attached =
            indexes.into_iter().filter(|it| scene.index(*it).is_some_and(|it| it.parent.is_some()));
        scene.lock_all(attached.collect::<Vec<_>>(), LockMode::AccessExclusive);
    }
    left_alone(scene, on.table, known);
}

/// Who points at the partitioned table must not point at rows that leave it; what the partition points at by a key of
/// the partitioned table, it points at by a key of its own from now on.
fn left_alone(scene: &mut Scene, table: Id, partition: Option<Id>) {
    for (pointing, it) in scene.pointing_at(table) {
        if it.parent.is_none() && Some(pointing) != partition {
            scene.lock(pointing, LockMode::AccessExclusive);
        }
        for part in constraint::partitions(scene, pointing).into_iter().chain([pointing]).chain(partition) {
            scene.lock(part, LockMode::AccessShare);
            scene.read(part);
        }
        scene.row_error("23503");
    }
    // Before 15 also those that stand for the partitions of a target.
    let keys = match partition.filter(|_| scene.postgres < 15) {
        Some(own) => scene.constraints(own).into_iter().filter(|(_, it)| it.parent.is_some()).collect(),
        None => scene.constraints(table),
    };
    let keys: Vec<Id> = keys.into_iter().filter_map(|(_, it)| it.points_at()).collect();
    scene.lock_all(keys, LockMode::ShareRowExclusive);
}

/// A row trigger of the partitioned table is gone from a partition that leaves.
fn has_triggers_of_parent(scene: &Scene, partition: Id) -> bool {
    scene.catalog.named(catalog::Space::Trigger, Some(partition)).any(|id| {
        matches!(scene.object(id).map(|it| &it.body), Some(catalog::Body::Trigger(it)) if it.parent.is_some())
    })
}
