//! Triggers, policies, sequences, domains, publications, comments, rights and names.

use super::constraint::partitions;
use super::rows;
use super::scene::Scene;
use super::work::{Task, Why};
use crate::schema::catalog::{self, Body, Id};
use crate::statement::{
    AlterDomain, AlterObject, AlterPublication, AlterSequence, At, Change, Comment, CreateFunction,
    CreatePublication, CreateRule, CreateStatistics, CreateTrigger, DomainAction, Expr, Grant, GrantTarget,
    LockMode, Name, Object, ObjectRef, PublicationAction, PublicationMember, Rename, Renamed, SequenceOption,
    Source,
};

pub fn create_statistics(scene: &mut Scene, it: &CreateStatistics) {
    for source in &it.from {
        if let Source::Relation { name, .. } = source {
            scene.lock_named(name, LockMode::ShareUpdateExclusive);
        }
    }
}

/// A constraint on values is held against every column of the domain.
pub fn alter_domain(scene: &mut Scene, it: &AlterDomain) {
    let looks = match &it.action {
        DomainAction::AddConstraint(it) => !it.not_valid,
        DomainAction::SetNotNull | DomainAction::ValidateConstraint(_) => true,
        _ => false,
    };
    if !looks {
        return;
    }
    let known = scene.schema.lookup(catalog::Space::Type, &it.domain.value);
    let why =
        if matches!(it.action, DomainAction::ValidateConstraint(_)) { Why::Validation } else { Why::Domain };
    scene.because(why, it.domain.span);
    let Some(domain) = known else { return scene.work_on_all(why, Task::Scan, LockMode::Share) };
    let weak = matches!(it.action, DomainAction::ValidateConstraint(_)) && scene.postgres >= 18;
    let mode = if weak { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    for table in users_of(scene, domain) {
        if scene.has_rows(table) {
            scene.lock(table, mode);
            scene.scan(table);
        }
    }
    scene.row_error(if matches!(it.action, DomainAction::SetNotNull) { "23502" } else { "23514" });
}

/// Relations with a column of a type, or of a domain over it.
fn users_of(scene: &Scene, of: Id) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    for edge in scene.edges(of) {
        match scene.object(edge.by.0).map(|it| &it.body) {
            Some(Body::Relation(_)) if !found.contains(&edge.by.0) => found.push(edge.by.0),
            Some(Body::Type(_)) => found.extend(users_of(scene, edge.by.0)),
            _ => {}
        }
    }
    found
}

pub fn sequence_options(scene: &mut Scene, options: &[SequenceOption]) {
    for option in options {
        if let SequenceOption::OwnedBy(Some((table, _))) = option
            && let Some(table) = scene.find(table)
        {
            scene.lock(table, LockMode::AccessShare);
        }
    }
}

pub fn alter_sequence(scene: &mut Scene, it: &AlterSequence) {
    let known = scene.find(&it.name.value);
    if known.is_none() && it.if_exists {
        return;
    }
    let persists = it.options.iter().any(|it| matches!(it, SequenceOption::Logged(_)));
    let mode = if persists { LockMode::AccessExclusive } else { LockMode::ShareRowExclusive };
    scene.lock_named(&it.name, mode);
    sequence_options(scene, &it.options);
    if it.options.iter().any(|it| !matches!(it, SequenceOption::OwnedBy(_))) {
        let name = scene.schema.full(&it.name.value);
        scene.effect.rewrites.insert(name);
    }
}

/// The body is parsed against the tables as they are.
pub fn create_function(scene: &mut Scene, it: &CreateFunction) {
    let sql = it.options.language.as_ref().is_none_or(|it| it.value.as_str() == "sql");
    if sql {
        it.body.statements.iter().for_each(|it| rows::planned(scene, it));
    }
}

pub fn create_trigger(scene: &mut Scene, it: &CreateTrigger) {
    let Some(table) = scene.lock_named(&it.table, LockMode::ShareRowExclusive) else { return };
    if it.for_each_row {
        let parts = partitions(scene, table);
        scene.lock_all(parts, LockMode::ShareRowExclusive);
    }
    if let Some(from) = &it.from {
        scene.lock_named(from, LockMode::AccessShare);
    }
}

pub fn create_rule(scene: &mut Scene, it: &CreateRule) {
    scene.lock_named(&it.table, LockMode::AccessExclusive);
    it.actions.iter().for_each(|it| rows::planned(scene, it));
}

pub fn policy(scene: &mut Scene, table: &At<Name>, expressions: [&Option<Expr>; 2]) {
    scene.lock_named(table, LockMode::AccessExclusive);
    for expression in expressions.into_iter().flatten() {
        rows::expression(scene, expression);
    }
}

pub fn create_publication(scene: &mut Scene, it: &CreatePublication) {
    members(scene, &it.members);
}

fn members(scene: &mut Scene, list: &[PublicationMember]) {
    for member in list {
        let PublicationMember::Table { table, only, .. } = member else { continue };
        if let Some(table) = scene.lock_named(table, LockMode::ShareUpdateExclusive) {
            let family = scene.family(table, *only || scene.is_partitioned(table));
            scene.lock_all(family, LockMode::ShareUpdateExclusive);
        }
    }
}

pub fn alter_publication(scene: &mut Scene, it: &AlterPublication) {
    match &it.action {
        PublicationAction::Add(list) | PublicationAction::Drop(list) => members(scene, list),
        PublicationAction::Set(list) => {
            members(scene, list);
            let found = scene.catalog.find(catalog::Space::Publication, None, &it.name.value);
            if let Some(Body::Publication(known)) = found.and_then(|id| scene.object(id)).map(|it| &it.body) {
                // Those with children were taken in with them.
                let before: Vec<Id> = known.tables.iter().flat_map(|id| scene.family(*id, false)).collect();
                scene.lock_all(before, LockMode::ShareUpdateExclusive);
            }
        }
        PublicationAction::Parameters(_) => {}
    }
}

pub fn comment(scene: &mut Scene, it: &Comment) {
    match it.on.object {
        it_is if it_is.is_relation() => {
            scene.lock_named(&it.on.name, LockMode::ShareUpdateExclusive);
        }
        Object::Column => on_relation(scene, &it.on, LockMode::ShareUpdateExclusive),
        _ => on_relation(scene, &it.on, LockMode::AccessShare),
    }
}

/// The table that a column, constraint, trigger, policy or rule is on.
fn on_relation(scene: &mut Scene, it: &ObjectRef, mode: LockMode) {
    let below = matches!(
        it.object,
        Object::Column | Object::Constraint | Object::Trigger | Object::Policy | Object::Rule
    );
    if let Some(on) = it.on.as_ref().filter(|_| below) {
        scene.lock_named(&At { value: on.clone(), span: it.name.span }, mode);
    }
}

/// From 18 on, what rights are about is locked, so that it cannot go meanwhile.
pub fn grant(scene: &mut Scene, it: &Grant) {
    let GrantTarget::Objects(list) = &it.target else { return };
    for object in list.iter().filter(|it| it.object.is_relation()) {
        if scene.postgres >= 18 {
            scene.lock_named(&object.name, LockMode::AccessShare);
        }
    }
}

pub fn rename(scene: &mut Scene, it: &Rename) {
    let strongest = LockMode::AccessExclusive;
    match &it.what {
        Renamed::Table(name) => locked(scene, name, it, strongest),
        Renamed::Index(name) => locked(scene, name, it, LockMode::ShareUpdateExclusive),
        Renamed::Column { table, .. } => {
            locked(scene, table, it, strongest);
            if let Some(table) = scene.find(table) {
                let heirs = scene.heirs(table);
                scene.lock_all(heirs, strongest);
            }
        }
        Renamed::Constraint { table, constraint } => {
            locked(scene, table, it, strongest);
            let Some(table) = scene.find(table) else { return };
            let known = scene.constraint(table, constraint).map(|(_, it)| it);
            if known.is_some_and(|it| matches!(it.kind, catalog::ConstraintKind::Check(_)) && !it.no_inherit)
            {
                let heirs = scene.heirs(table);
                scene.lock_all(heirs, strongest);
            }
        }
        Renamed::Schema(of) if of.object.is_relation() => moved(scene, of, it),
        Renamed::Object(of) if of.object.is_relation() => locked(scene, &of.name.value, it, strongest),
        Renamed::Object(of) => {
            on_relation(scene, of, strongest);
            let row_trigger = of.object == Object::Trigger && scene.postgres >= 15;
            if let Some(table) = of.on.as_ref().filter(|_| row_trigger).and_then(|on| scene.find(on)) {
                let parts = partitions(scene, table);
                scene.lock_all(parts, strongest);
            }
        }
        Renamed::Type(_)
        | Renamed::Attribute { .. }
        | Renamed::DomainConstraint { .. }
        | Renamed::Schema(_) => {}
    }
}

/// An index needs less, whatever the statement calls it.
fn locked(scene: &mut Scene, name: &Name, it: &Rename, mode: LockMode) {
    let known = scene.find(name);
    if known.is_none() && it.if_exists {
        return;
    }
    let index = known.is_some_and(|id| scene.index(id).is_some());
    let mode = if index { LockMode::ShareUpdateExclusive } else { mode };
    scene.lock_named(&At { value: name.clone(), span: it.to.span }, mode);
}

/// The sequences of a table go with it.
fn moved(scene: &mut Scene, of: &ObjectRef, it: &Rename) {
    locked(scene, &of.name.value, it, LockMode::AccessExclusive);
    if let Some(table) = scene.find(&of.name.value) {
        let sequences = scene.sequences(table);
        scene.lock_all(sequences, LockMode::AccessExclusive);
    }
}

pub fn alter(scene: &mut Scene, it: &AlterObject) {
    if it.object.object.is_relation() && matches!(it.change, Change::Owner(_)) {
        scene.lock_named(&it.object.name, LockMode::AccessExclusive);
    } else if matches!(it.change, Change::DependsOn { .. }) {
        on_relation(scene, &it.object, LockMode::AccessExclusive);
    }
}
