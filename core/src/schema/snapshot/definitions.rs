//! What a server printed of its objects, beside the lines of the facts.

use super::{Column, Constraint, Function, FunctionKind, Mode, Relation, Snapshot, Type};
use crate::schema::catalog::quoted;
use crate::schema::diff::{Entry, object};
use std::collections::BTreeMap;

/// Definitions by the object that a line of the facts begins with.
struct Definitions {
    postgres: u16,
    found: BTreeMap<String, String>,
}

/// Each line of the facts with the definition of its object. A snapshot that no server printed has none. `postgres` is
/// the major version that decides on quotes, the one that the facts were printed for.
pub fn entries(facts: Vec<String>, snapshot: Option<&Snapshot>, postgres: u16) -> Vec<Entry> {
    let printed = snapshot.filter(|it| it.postgres.is_some());
    let mut definitions = printed.map(|it| definitions(it, postgres)).unwrap_or_default();
    let one = |fact: String| Entry { definition: definitions.remove(object(&fact)), fact };
    facts.into_iter().map(one).collect()
}

fn definitions(snapshot: &Snapshot, postgres: u16) -> BTreeMap<String, String> {
    let mut all = Definitions { postgres, found: BTreeMap::new() };
    for it in &snapshot.schemas {
        all.plain("schema", &it.name, None, it.comment.as_deref());
    }
    for it in &snapshot.extensions {
        all.plain("extension", &it.name, it.release.as_deref(), it.comment.as_deref());
    }
    for it in &snapshot.publications {
        all.plain("publication", &it.name, it.definition.as_deref(), it.comment.as_deref());
    }
    snapshot.types.iter().for_each(|it| all.data_type(it));
    for it in &snapshot.sequences {
        all.named("sequence", (&it.schema, &it.name), it.definition.as_deref(), it.comment.as_deref());
    }
    snapshot.relations.iter().for_each(|it| all.relation(it));
    snapshot.functions.iter().for_each(|it| all.function(it));
    for it in &snapshot.statistics {
        all.named("statistics", (&it.schema, &it.name), it.definition.as_deref(), it.comment.as_deref());
    }
    all.found
}

impl Definitions {
    fn quoted(&self, name: &str) -> String {
        quoted(name, self.postgres)
    }

    fn put(&mut self, kind: &str, name: &str, definition: Option<&str>, comment: Option<&str>) {
        if let Some(text) = definition {
            self.found.insert(format!("{kind} {name}"), text.to_owned());
        }
        self.comment(kind, name, comment);
    }

    fn comment(&mut self, kind: &str, name: &str, comment: Option<&str>) {
        if let Some(text) = comment {
            self.found.insert(format!("comment {kind} {name}"), text.to_owned());
        }
    }

    fn plain(&mut self, kind: &str, name: &str, definition: Option<&str>, comment: Option<&str>) {
        self.put(kind, &self.quoted(name), definition, comment);
    }

    fn full(&self, name: (&str, &str)) -> String {
        format!("{}.{}", self.quoted(name.0), self.quoted(name.1))
    }

    fn named(&mut self, kind: &str, name: (&str, &str), definition: Option<&str>, comment: Option<&str>) {
        self.put(kind, &self.full(name), definition, comment);
    }

    fn data_type(&mut self, it: &Type) {
        let name = self.full((&it.schema, &it.name));
        let collation = it.collation.iter().map(|it| format!("COLLATE {it}"));
        let default = it.expression.iter().map(|it| format!("DEFAULT {it}"));
        let said = collation.chain(default).collect::<Vec<_>>().join(" ");
        match it.kind {
            super::TypeKind::Domain => {
                self.put(
                    "domain",
                    &name,
                    Some(&said).filter(|it| !it.is_empty()).map(String::as_str),
                    it.comment.as_deref(),
                );
            }
            _ => self.comment("type", &name, it.comment.as_deref()),
        }
        it.constraints.iter().for_each(|check| self.constraint(&it.schema, &name, check));
        it.columns.iter().for_each(|it| self.column(&name, it));
    }

    fn relation(&mut self, it: &Relation) {
        let name = self.full((&it.schema, &it.name));
        let kind = match it.kind {
            super::RelationKind::Table => "table",
            super::RelationKind::ForeignTable => "foreign table",
            super::RelationKind::View => "view",
            super::RelationKind::MaterializedView => "materialized view",
        };
        self.put(kind, &name, it.definition.as_deref(), it.comment.as_deref());
        it.columns.iter().for_each(|it| self.column(&name, it));
        it.constraints.iter().for_each(|key| self.constraint(&it.schema, &name, key));
        for index in &it.indexes {
            self.named(
                "index",
                (&it.schema, &index.name),
                index.definition.as_deref(),
                index.comment.as_deref(),
            );
        }
        let triggers = it.triggers.iter().map(|it| ("trigger", &it.name, &it.definition, &it.comment));
        let policies = it.policies.iter().map(|it| ("policy", &it.name, &it.definition, &it.comment));
        let rules = it.rules.iter().map(|it| ("rule", &it.name, &it.definition, &it.comment));
        for (kind, own, definition, comment) in triggers.chain(policies).chain(rules) {
            let own = format!("{name}.{}", self.quoted(own));
            self.put(kind, &own, definition.as_deref(), comment.as_deref());
        }
    }

    fn column(&mut self, table: &str, it: &Column) {
        let name = format!("{table}.{}", self.quoted(&it.name));
        let collation = it.collation.iter().map(|it| format!("COLLATE {it}"));
        let said = collation.chain(it.expression.clone()).collect::<Vec<_>>().join(" ");
        self.put("column", &name, Some(said.as_str()).filter(|it| !it.is_empty()), it.comment.as_deref());
    }

    fn constraint(&mut self, schema: &str, below: &str, it: &Constraint) {
        let kind = match it.kind {
            super::ConstraintKind::PrimaryKey => "primary key",
            super::ConstraintKind::Unique => "unique",
            super::ConstraintKind::ForeignKey => "foreign key",
            super::ConstraintKind::Check => "check",
            super::ConstraintKind::Exclude => "exclude",
            super::ConstraintKind::Trigger => "constraint",
        };
        let name = format!("{below} {}", self.quoted(&it.name));
        self.put(kind, &name, it.definition.as_deref(), None);
        self.comment("constraint", &name, it.comment.as_deref());
        if let Some(index) = &it.index {
            self.comment("index", &self.full((schema, &index.name)), index.comment.as_deref());
        }
    }

    fn function(&mut self, it: &Function) {
        let kind = match it.kind {
            FunctionKind::Procedure => "procedure",
            FunctionKind::Aggregate => "aggregate",
            FunctionKind::Function | FunctionKind::Window => "function",
        };
        let inputs = it.arguments.iter().filter(|it| !matches!(it.mode, Mode::Out | Mode::Table));
        let inputs: Vec<&str> = inputs.map(|it| it.data_type.text.as_str()).collect();
        let name = format!("{}({})", self.full((&it.schema, &it.name)), inputs.join(", "));
        self.put(kind, &name, it.definition.as_deref(), it.comment.as_deref());
    }
}
