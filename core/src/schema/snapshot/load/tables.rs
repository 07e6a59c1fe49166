//! What stands below a table: indexes, constraints, triggers, policies and rules.

use super::names::{Names, expression, ident};
use super::relations::schema_of;
use crate::schema::catalog::{
    self, Body, ConstraintKind, Element, ForeignKey, Id, Link, Object, Part, ReferenceAction, Space, Trigger,
};
use crate::schema::snapshot::{self, Snapshot};

pub fn define(snapshot: &Snapshot, names: &mut Names) {
    for it in snapshot.types.iter().filter(|it| it.kind == snapshot::TypeKind::Domain) {
        let Some(domain) = names.find(Space::Type, &it.schema, &it.name) else { continue };
        for check in &it.constraints {
            add_constraint(domain, check, names);
        }
    }
    let tables = snapshot
        .relations
        .iter()
        .filter_map(|it| Some((names.find(Space::Relation, &it.schema, &it.name)?, it)));
    let tables: Vec<(Id, &snapshot::Relation)> = tables.collect();
    // A foreign key is held by the index behind the key that it points at, wherever that table stands in the list.
    for points in [false, true] {
        for (table, it) in &tables {
            for key in it.constraints.iter().filter(|it| it.references.is_some() == points) {
                add_constraint(*table, key, names);
            }
        }
    }
    for (table, it) in &tables {
        for index in &it.indexes {
            add_index(*table, index, None, names);
        }
        add_others(*table, it, names);
    }
    for (table, it) in &tables {
        join_parts(*table, it, names);
    }
}

fn add_index(table: Id, it: &snapshot::Index, constraint: Option<Id>, names: &mut Names) -> Id {
    let element = |column: &Option<String>| Element {
        column: column.as_deref().map(|it| names.number(table, it)),
        expression: column.is_none().then(|| expression(Vec::new()).into()),
        collation: None,
        operator_class: None,
        descending: false,
        nulls_first: false,
    };
    let index = catalog::Index {
        table,
        method: ident(&it.method),
        elements: it.columns.iter().map(element).collect(),
        include: names.numbers(table, &it.include),
        unique: it.unique,
        nulls_not_distinct: it.nulls_not_distinct,
        predicate: it.partial.then(|| expression(Vec::new()).into()),
        valid: !it.invalid,
        constraint,
        parent: None,
        replica_identity: false,
        clustered: false,
    };
    let numbers: Vec<u16> = index.columns().flatten().chain(index.include.iter().copied()).collect();
    let id =
        names.add_below(schema_of(table, names), &it.name, None, it.comment.is_some(), Body::Index(index));
    match constraint {
        Some(over) => names.link((id, Part::Whole), (over, Part::Whole), Link::Internal),
        None => depend_on_columns(id, table, &numbers, names),
    }
    id
}

/// On its columns, or on the whole table where it has none.
fn depend_on_columns(id: Id, table: Id, numbers: &[u16], names: &mut Names) {
    for number in numbers {
        names.link((id, Part::Whole), (table, Part::Column(*number)), Link::Auto);
    }
    if numbers.is_empty() {
        names.link((id, Part::Whole), (table, Part::Whole), Link::Auto);
    }
}

fn add_constraint(below: Id, it: &snapshot::Constraint, names: &mut Names) {
    let columns = names.numbers(below, &it.columns);
    let constraint = catalog::Constraint {
        kind: kind(it, &columns, names),
        columns: columns.clone(),
        index: None,
        deferrable: it.deferrable,
        initially_deferred: it.deferred,
        valid: !it.not_valid,
        enforced: !it.not_enforced,
        no_inherit: it.no_inherit,
        inherited: u16::from(it.inherited),
        local: !it.inherited,
        parent: None,
    };
    let target = match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key.clone()),
        _ => None,
    };
    let id = names.add_below(Some(below), &it.name, None, it.comment.is_some(), Body::Constraint(constraint));
    depend_on_columns(id, below, &columns, names);
    if let Some(key) = target {
        for number in &key.target_columns {
            names.link((id, Part::Whole), (key.target, Part::Column(*number)), Link::Normal);
        }
        if let Some(index) = key.index {
            names.link((id, Part::Whole), (index, Part::Whole), Link::Normal);
        }
    }
    if let Some(index) = &it.index {
        let index = add_index(below, index, Some(id), names);
        names.catalog.change(id, |object| {
            if let Body::Constraint(it) = &mut object.body {
                it.index = Some(index);
            }
        });
    }
}

fn kind(it: &snapshot::Constraint, columns: &[u16], names: &Names) -> ConstraintKind {
    let key = it.references.as_ref().and_then(|it| foreign_key(it, names));
    match (it.kind, key) {
        (snapshot::ConstraintKind::PrimaryKey, _) => ConstraintKind::PrimaryKey,
        (snapshot::ConstraintKind::Unique, _) => ConstraintKind::Unique,
        (snapshot::ConstraintKind::ForeignKey, Some(key)) => ConstraintKind::ForeignKey(key),
        (snapshot::ConstraintKind::Exclude, _) => ConstraintKind::Exclusion,
        (snapshot::ConstraintKind::Trigger, _) => ConstraintKind::Trigger,
        _ => ConstraintKind::Check(expression(columns.to_vec()).into()),
    }
}

fn foreign_key(it: &snapshot::References, names: &Names) -> Option<ForeignKey> {
    let target = names.relation(&it.table)?;
    let target_columns = names.numbers(target, &it.columns);
    Some(ForeignKey {
        target,
        index: key_index(target, &target_columns, names),
        target_columns,
        on_update: action(it.on_update),
        on_delete: action(it.on_delete),
    })
}

/// The index behind the key with these columns, in any order.
fn key_index(target: Id, columns: &[u16], names: &Names) -> Option<Id> {
    let keys = names.catalog.named(Space::Constraint, Some(target));
    let keys = keys.filter_map(|it| names.catalog.get(it)?.constraint());
    let mut keys = keys.filter(|it| {
        let is_key = matches!(it.kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique);
        is_key
            && it.columns.len() == columns.len()
            && columns.iter().all(|column| it.columns.contains(column))
    });
    keys.next()?.index
}

fn action(it: snapshot::Action) -> ReferenceAction {
    match it {
        snapshot::Action::NoAction => ReferenceAction::NoAction,
        snapshot::Action::Restrict => ReferenceAction::Restrict,
        snapshot::Action::Cascade => ReferenceAction::Cascade,
        snapshot::Action::SetNull => ReferenceAction::SetNull,
        snapshot::Action::SetDefault => ReferenceAction::SetDefault,
    }
}

/// Triggers, policies and rules.
fn add_others(table: Id, it: &snapshot::Relation, names: &mut Names) {
    for it in &it.triggers {
        let function = it.function.as_ref().and_then(|it| called(it, names));
        let body = Trigger { function, row: it.row, constraint: it.constraint, parent: None };
        let id = names.add_below(Some(table), &it.name, None, it.comment.is_some(), Body::Trigger(body));
        names.link((id, Part::Whole), (table, Part::Whole), Link::Auto);
        if let Some(function) = function {
            names.link((id, Part::Whole), (function, Part::Whole), Link::Normal);
        }
    }
    let rules = it.rules.iter().map(|it| (it, Body::Rule));
    for (it, body) in it.policies.iter().map(|it| (it, Body::Policy)).chain(rules) {
        let id = names.add_below(Some(table), &it.name, None, it.comment.is_some(), body);
        names.link((id, Part::Whole), (table, Part::Whole), Link::Auto);
    }
}

/// A trigger's function, which takes nothing.
fn called(it: &snapshot::Qualified, names: &Names) -> Option<Id> {
    let schema = names.catalog.find(Space::Schema, None, &ident(&it.schema))?;
    let mut all = names.catalog.overloads(schema, &ident(&it.name)).into_iter();
    all.find(|id| names.catalog.get(*id).and_then(Object::function).is_some_and(|it| it.arguments.is_empty()))
}

/// On a partition: says of what on the partitioned table its indexes, constraints and triggers are parts.
fn join_parts(table: Id, it: &snapshot::Relation, names: &mut Names) {
    let over = it.partition_of.as_ref().and_then(|it| names.relation(it));
    for constraint in &it.constraints {
        let find = |below, name: &str| names.catalog.find(Space::Constraint, Some(below), &ident(name));
        let parent = constraint.part_of.as_ref().and_then(|name| find(over.unwrap_or(table), name));
        if let (Some(id), Some(parent)) = (find(table, &constraint.name), parent) {
            join(id, parent, names);
        }
    }
    let behind = it.constraints.iter().filter_map(|it| it.index.as_ref());
    for index in it.indexes.iter().chain(behind) {
        let id = schema_of(table, names)
            .and_then(|it| names.catalog.find(Space::Relation, Some(it), &ident(&index.name)));
        let parent = index.part_of.as_ref().and_then(|it| names.relation(it));
        if let (Some(id), Some(parent)) = (id, parent) {
            join(id, parent, names);
        }
    }
    for trigger in it.triggers.iter().filter(|it| it.inherited) {
        let find = |below| names.catalog.find(Space::Trigger, Some(below), &ident(&trigger.name));
        if let (Some(id), Some(parent)) = (find(table), over.and_then(find)) {
            join(id, parent, names);
        }
    }
}

fn join(id: Id, over: Id, names: &mut Names) {
    names.catalog.change(id, |object| match &mut object.body {
        Body::Constraint(it) => it.parent = Some(over),
        Body::Index(it) => it.parent = Some(over),
        Body::Trigger(it) => it.parent = Some(over),
        _ => {}
    });
    names.link((id, Part::Whole), (over, Part::Whole), Link::Child);
}
