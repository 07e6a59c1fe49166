//! Schemas, extensions, types, functions, publications, statistics, and what depends on what.

use super::names::{Names, ident};
use crate::schema::catalog::{
    Argument, ArgumentMode, Body, Function, FunctionKind, Id, Link, Object, Part, Publication, Space, Type,
    TypeKind, Volatility,
};
use crate::schema::snapshot::{self, Mode, Snapshot};

/// Everything that a type can be, with its name alone.
pub fn declare(snapshot: &Snapshot, names: &mut Names) {
    for it in &snapshot.extensions {
        names.add_below(None, &it.name, None, it.comment.is_some(), Body::Extension);
    }
    for it in &snapshot.schemas {
        names.add_below(None, &it.name, it.extension.as_deref(), it.comment.is_some(), Body::Schema);
    }
    for it in snapshot.types.iter().filter(|it| it.kind != snapshot::TypeKind::Composite) {
        let body = Body::Type(Type { kind: TypeKind::Shell });
        names.add((&it.schema, &it.name), it.extension.as_deref(), it.comment.is_some(), body);
    }
}

pub fn define(snapshot: &Snapshot, names: &mut Names) {
    for it in &snapshot.types {
        define_type(it, names);
    }
    for it in &snapshot.functions {
        add_function(it, names);
    }
}

fn define_type(it: &snapshot::Type, names: &mut Names) {
    let Some(id) = names.find(Space::Type, &it.schema, &it.name) else { return };
    let base = it.base.as_ref().map(|it| names.data_type(it));
    if let Some(base) = &base {
        names.depend_on_type((id, Part::Whole), base);
    }
    let kind = match (it.kind, base) {
        (snapshot::TypeKind::Enum, _) => {
            TypeKind::Enum(it.labels.iter().map(|it| it.as_str().into()).collect())
        }
        (snapshot::TypeKind::Domain, Some(base)) => {
            TypeKind::Domain { base, not_null: it.not_null, default: it.expression.is_some() }
        }
        (snapshot::TypeKind::Range, Some(subtype)) => TypeKind::Range { subtype, multirange: None },
        (snapshot::TypeKind::Multirange, _) => TypeKind::Multirange,
        _ => TypeKind::Base,
    };
    names.catalog.change(id, |object| {
        if let Body::Type(it) = &mut object.body {
            it.kind = kind;
        }
    });
}

fn add_function(it: &snapshot::Function, names: &mut Names) {
    let argument = |it: &snapshot::Argument| Argument {
        mode: match it.mode {
            Mode::In => ArgumentMode::In,
            Mode::Out => ArgumentMode::Out,
            Mode::InOut => ArgumentMode::InOut,
            Mode::Variadic => ArgumentMode::Variadic,
            Mode::Table => ArgumentMode::Table,
        },
        name: it.name.as_deref().map(ident),
        data_type: names.data_type(&it.data_type),
        default: it.default,
    };
    let function = Function {
        kind: match it.kind {
            snapshot::FunctionKind::Function => FunctionKind::Function,
            snapshot::FunctionKind::Procedure => FunctionKind::Procedure,
            snapshot::FunctionKind::Aggregate => FunctionKind::Aggregate,
            snapshot::FunctionKind::Window => FunctionKind::Window,
        },
        arguments: it.arguments.iter().map(argument).collect(),
        returns: it.returns.as_ref().map(|it| names.data_type(it)),
        returns_set: it.returns_set,
        language: ident(&it.language),
        volatility: match it.volatility {
            snapshot::Volatility::Immutable => Volatility::Immutable,
            snapshot::Volatility::Stable => Volatility::Stable,
            snapshot::Volatility::Volatile => Volatility::Volatile,
        },
        definition: None,
    };
    let types: Vec<_> =
        function.arguments.iter().map(|it| it.data_type.clone()).chain(function.returns.clone()).collect();
    let body = Body::Function(function);
    let id = names.add((&it.schema, &it.name), it.extension.as_deref(), it.comment.is_some(), body);
    for data_type in &types {
        names.depend_on_type((id, Part::Whole), data_type);
    }
}

/// Publications and statistics, and what the rows say of dependencies.
pub fn depend(snapshot: &Snapshot, names: &mut Names) {
    for it in &snapshot.publications {
        let tables = it.tables.iter().filter_map(|it| names.relation(it)).collect();
        let schemas = it.schemas.iter().map(|it| names.schema(it)).collect();
        let body = Body::Publication(Publication { all_tables: it.all_tables, tables, schemas });
        names.add_below(None, &it.name, None, it.comment.is_some(), body);
    }
    for it in &snapshot.statistics {
        let id = names.add((&it.schema, &it.name), None, it.comment.is_some(), Body::Statistics);
        if let Some(table) = names.relation(&it.table) {
            names.link((id, Part::Whole), (table, Part::Whole), Link::Auto);
        }
    }
    for it in &snapshot.dependencies {
        if let (Some(by), Some(on)) = (part(&it.by, names), part(&it.on, names)) {
            names.link(by, on, Link::Normal);
        }
    }
}

/// What a kind and the parts of a name mean.
fn part(words: &[String], names: &Names) -> Option<(Id, Part)> {
    let (kind, rest) = words.split_first()?;
    let [schema, name, last @ ..] = rest else { return None };
    let last = last.first().map(String::as_str);
    let whole = |it| (it, Part::Whole);
    let below = |space, over: Id| names.catalog.find(space, Some(over), &ident(last?)).map(whole);
    let relation = || names.find(Space::Relation, schema, name);
    match kind.as_str() {
        "relation" | "sequence" | "index" => relation().map(whole),
        "column" => relation().map(|it| (it, Part::Column(names.number(it, last.unwrap_or_default())))),
        "default" => relation().map(|it| (it, Part::Default(names.number(it, last.unwrap_or_default())))),
        "type" => names.find(Space::Type, schema, name).map(whole),
        "constraint" => {
            below(Space::Constraint, relation().or_else(|| names.find(Space::Type, schema, name))?)
        }
        "policy" => below(Space::Policy, relation()?),
        "rule" => below(Space::Rule, relation()?),
        "function" => function(schema, name, last?, names).map(whole),
        _ => None,
    }
}

fn function(schema: &str, name: &str, inputs: &str, names: &Names) -> Option<Id> {
    let schema = names.catalog.find(Space::Schema, None, &ident(schema))?;
    let mut all = names.catalog.overloads(schema, &ident(name)).into_iter();
    all.find(|id| {
        let types = names.catalog.get(*id).and_then(Object::function).map(|it| {
            let types = it.inputs().map(|it| it.format_bare(&names.catalog, super::names::POSTGRES));
            types.collect::<Vec<_>>().join(", ")
        });
        types.as_deref() == Some(inputs)
    })
}
