//! Tables, views, composite types and sequences, with their columns.

use super::names::{Names, expression, ident};
use crate::schema::catalog::{
    self, Body, Generated, Id, Identity, Link, Object, Part, Partitioning, Persistence, RelationKind,
    Sequence, Space, Strategy,
};
use crate::schema::snapshot::{self, Snapshot};
use std::rc::Rc;

/// Everything whose rows are a type, with its name alone.
pub fn declare(snapshot: &Snapshot, names: &mut Names) {
    for it in &snapshot.relations {
        let kind = match it.kind {
            snapshot::RelationKind::Table => RelationKind::Table,
            snapshot::RelationKind::ForeignTable => RelationKind::Foreign,
            snapshot::RelationKind::View => RelationKind::View,
            snapshot::RelationKind::MaterializedView => RelationKind::MaterializedView,
        };
        let body = Body::Relation(catalog::Relation::new(kind));
        names.add((&it.schema, &it.name), it.extension.as_deref(), it.comment.is_some(), body);
    }
    for it in snapshot.types.iter().filter(|it| it.kind == snapshot::TypeKind::Composite) {
        let body = Body::Relation(catalog::Relation::new(RelationKind::Composite));
        names.add((&it.schema, &it.name), it.extension.as_deref(), it.comment.is_some(), body);
    }
}

pub fn define(snapshot: &Snapshot, names: &mut Names) {
    for it in snapshot.types.iter().filter(|it| it.kind == snapshot::TypeKind::Composite) {
        if let Some(id) = names.find(Space::Relation, &it.schema, &it.name) {
            let last = it.columns.last().map_or(0, |it| it.number);
            add_columns(id, &it.columns, last, names);
        }
    }
    for it in &snapshot.relations {
        if let Some(id) = names.find(Space::Relation, &it.schema, &it.name) {
            add_columns(id, &it.columns, it.last_number, names);
            complete(id, it, names);
        }
    }
    for it in &snapshot.sequences {
        add_sequence(it, names);
    }
}

fn add_columns(id: Id, columns: &[snapshot::Column], last: u16, names: &mut Names) {
    let columns: Vec<Rc<catalog::Column>> = columns.iter().map(|it| Rc::new(column(it, names))).collect();
    for it in &columns {
        names.depend_on_type((id, Part::Column(it.number)), &it.data_type);
    }
    names.catalog.change(id, |object| {
        if let Some(it) = object.relation_mut() {
            it.columns = columns;
            it.last_number = last;
        }
    });
}

fn column(it: &snapshot::Column, names: &Names) -> catalog::Column {
    let generated = it.generated.map(|it| match it {
        snapshot::Generated::Stored => Generated::Stored,
        snapshot::Generated::Virtual => Generated::Virtual,
    });
    catalog::Column {
        number: it.number,
        not_null: it.not_null,
        default: (it.default || generated.is_some()).then(|| expression(Vec::new()).into()),
        identity: it.identity.map(|it| match it {
            snapshot::Identity::Always => Identity::Always,
            snapshot::Identity::ByDefault => Identity::ByDefault,
        }),
        generated,
        collation: it.collation.as_deref().map(ident),
        inherited: u16::from(it.inherited),
        local: !it.inherited,
        comment: it.comment.is_some(),
        ..catalog::Column::new(ident(&it.name), names.data_type(&it.data_type))
    }
}

/// What a table is besides its columns.
fn complete(id: Id, it: &snapshot::Relation, names: &mut Names) {
    let partition_of = it.partition_of.as_ref().and_then(|it| names.relation(it));
    let inherits: Vec<Id> = it.inherits.iter().filter_map(|it| names.relation(it)).collect();
    for parent in partition_of.iter().chain(&inherits) {
        names.link((id, Part::Whole), (*parent, Part::Whole), Link::Child);
    }
    let number = |it: &Option<String>| it.as_deref().map(|it| names.number(id, it));
    let partitioned = it.partition_by.as_ref().map(|it| Partitioning {
        strategy: match it.strategy {
            snapshot::Strategy::Range => Strategy::Range,
            snapshot::Strategy::List => Strategy::List,
            snapshot::Strategy::Hash => Strategy::Hash,
        },
        columns: it.columns.iter().map(number).collect(),
    });
    names.catalog.change(id, |object| {
        let Some(relation) = object.relation_mut() else { return };
        relation.persistence = if it.unlogged { Persistence::Unlogged } else { Persistence::Permanent };
        relation.partitioned = partitioned;
        relation.partition_of = partition_of;
        relation.is_default = it.default_partition;
        relation.inherits = inherits;
        relation.row_security = it.row_security;
        relation.force_row_security = it.force_row_security;
    });
}

fn add_sequence(it: &snapshot::Sequence, names: &mut Names) {
    let owner = it.owned_by.as_ref().and_then(|it| {
        let table = names.relation(&it.table)?;
        Some((table, names.number(table, &it.column)))
    });
    let sequence = Sequence {
        data_type: names.data_type(&it.data_type),
        persistence: Persistence::Permanent,
        owned_by: owner,
        identity: it.identity,
    };
    let body = Body::Sequence(sequence);
    let id = names.add((&it.schema, &it.name), it.extension.as_deref(), it.comment.is_some(), body);
    if let Some((table, column)) = owner {
        let link = if it.identity { Link::Internal } else { Link::Auto };
        names.link((id, Part::Whole), (table, Part::Column(column)), link);
    }
}

/// The relation's name by its id, for what lies below it.
pub fn schema_of(id: Id, names: &Names) -> Option<Id> {
    names.catalog.get(id).and_then(|it: &Object| it.below)
}
