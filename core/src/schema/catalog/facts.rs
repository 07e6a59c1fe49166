//! The facts of a catalog, one line each: what two sources must agree on, whatever they were read from.

use super::history;
use super::quote::quoted;
use super::{
    Body, Catalog, Column, Constraint, ConstraintKind, DataType, ForeignKey, Function, FunctionKind,
    Generated, Id, Identity, Index, Link, Object, Persistence, ReferenceAction, Relation, RelationKind,
    Strategy, TypeKind,
};
use crate::order::sorted;

/// The lines in bytewise order. System schemas, what belongs to extensions, temporary objects, history tables of
/// migration tools and what is only assumed are left out. `postgres` is the major version that decides on quotes.
pub fn facts(catalog: &Catalog, postgres: u16) -> Vec<String> {
    let mut facts = Facts { catalog, postgres, lines: Vec::new() };
    for (id, object) in catalog.objects() {
        if !facts.is_left_out(id) {
            facts.object(id, object);
        }
    }
    sorted(facts.lines, String::cmp)
}

/// The lines of some objects, each with its object, in bytewise order.
pub fn facts_of(catalog: &Catalog, postgres: u16, ids: &[Id]) -> Vec<(String, Id)> {
    let mut facts = Facts { catalog, postgres, lines: Vec::new() };
    let mut all = Vec::new();
    for id in ids {
        if let Some(object) = catalog.get(*id)
            && !facts.is_left_out(*id)
        {
            facts.object(*id, object);
            all.extend(facts.lines.drain(..).map(|line| (line, *id)));
        }
    }
    sorted(all, |a, b| a.cmp(b))
}

struct Facts<'a> {
    catalog: &'a Catalog,
    postgres: u16,
    lines: Vec<String>,
}

/// A word of a line that is there only when it holds.
fn when(holds: bool, word: &'static str) -> &'static str {
    if holds { word } else { "" }
}

impl<'a> Facts<'a> {
    fn is_left_out(&self, id: Id) -> bool {
        let Some(object) = self.catalog.get(id) else { return true };
        let over = match &object.body {
            Body::Index(it) => Some(it.table),
            Body::Sequence(it) => it.owned_by.map(|(table, _)| table),
            _ => None,
        };
        let system = || match &object.body {
            Body::Schema => {
                let name = object.name.as_str();
                name.starts_with("pg_") || name == "information_schema" || history::is_history_schema(name)
            }
            Body::Relation(it) => {
                it.persistence == Persistence::Temporary || history::is_history(self.catalog, object)
            }
            Body::Sequence(it) => it.persistence == Persistence::Temporary,
            _ => false,
        };
        object.assumed
            || system()
            || self.catalog.needs(id).iter().any(|it| it.link == Link::Extension)
            || object.below.is_some_and(|below| self.is_left_out(below))
            || over.is_some_and(|over| self.is_left_out(over))
    }

    fn name(&self, id: Id) -> String {
        self.catalog.qualified(id, self.postgres)
    }

    fn quoted(&self, object: &Object) -> String {
        quoted(object.name.as_str(), self.postgres)
    }

    /// `S.T NAME` of a constraint.
    fn under(&self, object: &Object) -> String {
        format!("{} {}", object.below.map(|it| self.name(it)).unwrap_or_default(), self.quoted(object))
    }

    /// `S.T.NAME` of a trigger, a policy or a rule.
    fn of_table(&self, object: &Object) -> String {
        format!("{}.{}", object.below.map(|it| self.name(it)).unwrap_or_default(), self.quoted(object))
    }

    fn typed(&self, it: &DataType) -> String {
        it.format(self.catalog, self.postgres)
    }

    /// The object's own line, those of its columns, and that of its comment.
    fn object(&mut self, id: Id, object: &Object) {
        let line = match &object.body {
            Body::Schema => Some(("schema", self.name(id), String::new())),
            Body::Extension => Some(("extension", self.name(id), String::new())),
            Body::Relation(it) => self.relation(id, it),
            Body::Index(it) => Some(("index", self.name(id), self.index(it))),
            Body::Sequence(_) => Some(("sequence", self.name(id), String::new())),
            Body::Type(it) => Some(self.own_type(id, &it.kind)),
            Body::Function(it) => Some((function_kind(it), self.function(id, it), String::new())),
            Body::Constraint(it) => {
                Some((constraint_kind(it), self.under(object), self.constraint(object, it)))
            }
            Body::Trigger(_) => Some(("trigger", self.of_table(object), String::new())),
            Body::Policy => Some(("policy", self.of_table(object), String::new())),
            Body::Rule => Some(("rule", self.of_table(object), String::new())),
            Body::Publication(_) => Some(("publication", self.name(id), String::new())),
            Body::Statistics => Some(("statistics", self.name(id), self.statistics(id))),
            Body::Role | Body::Other(_) => None,
        };
        let Some((kind, name, rest)) = line else { return };
        if object.comment {
            self.lines.push(format!("comment {} {name}", comment_kind(object, kind)));
        }
        if is_listed(object, kind) {
            self.lines.push(format!("{kind} {name}{rest}"));
        }
    }

    fn relation(&mut self, id: Id, it: &Relation) -> Option<(&'static str, String, String)> {
        let name = self.name(id);
        for column in &it.columns {
            let column_name = format!("{name}.{}", quoted(column.name.as_str(), self.postgres));
            if column.comment {
                self.lines.push(format!("comment column {column_name}"));
            }
            if it.is_table() {
                let line = self.column(&column_name, column);
                self.lines.push(line);
            }
        }
        Some(match it.kind {
            RelationKind::Table => ("table", name, self.table(it)),
            RelationKind::View => ("view", name, String::new()),
            RelationKind::MaterializedView => ("materialized view", name, String::new()),
            RelationKind::Foreign => ("foreign table", name, String::new()),
            RelationKind::Composite => {
                let fields = it.columns.iter().map(|column| {
                    format!(
                        "{} {}",
                        quoted(column.name.as_str(), self.postgres),
                        self.typed(&column.data_type)
                    )
                });
                ("composite", name, format!(" ({})", fields.collect::<Vec<_>>().join(", ")))
            }
        })
    }

    fn table(&self, it: &Relation) -> String {
        let mut line = when(it.persistence == Persistence::Unlogged, " unlogged").to_owned();
        line += match it.partitioned.as_ref().map(|it| it.strategy) {
            Some(Strategy::Range) => " partitioned by range",
            Some(Strategy::List) => " partitioned by list",
            Some(Strategy::Hash) => " partitioned by hash",
            None => "",
        };
        if let Some(parent) = it.partition_of {
            line += &format!(" partition of {}", self.name(parent));
        }
        if !it.inherits.is_empty() {
            let parents: Vec<String> = it.inherits.iter().map(|parent| self.name(*parent)).collect();
            line += &format!(" inherits ({})", parents.join(", "));
        }
        line + when(it.row_security, " row security") + when(it.force_row_security, " force row security")
    }

    fn column(&self, name: &str, it: &Column) -> String {
        let identity = match it.identity {
            Some(Identity::Always) => " identity always",
            Some(Identity::ByDefault) => " identity by default",
            None => "",
        };
        let generated = match it.generated {
            Some(Generated::Stored) => " generated stored",
            Some(Generated::Virtual) => " generated virtual",
            None => "",
        };
        let default = when(it.default.is_some() && it.generated.is_none(), " default");
        let not_null = when(it.not_null, " not null");
        format!("column {name} {}{not_null}{default}{identity}{generated}", self.typed(&it.data_type))
    }

    /// The names of these columns of a relation, in brackets.
    fn columns(&self, table: Option<Id>, numbers: impl Iterator<Item = Option<u16>>) -> String {
        let relation = table.and_then(|it| self.catalog.get(it)?.relation());
        let names = numbers.map(|number| {
            let column = number.and_then(|number| relation?.numbered(number));
            column.map_or("expression".to_owned(), |it| quoted(it.name.as_str(), self.postgres))
        });
        format!("({})", names.collect::<Vec<_>>().join(", "))
    }

    fn index(&self, it: &Index) -> String {
        let method = quoted(it.method.as_str(), self.postgres);
        let keys = self.columns(Some(it.table), it.columns());
        let mut line = format!(" on {} using {method} {keys}", self.name(it.table));
        if !it.include.is_empty() {
            let include = self.columns(Some(it.table), it.include.iter().copied().map(Some));
            line += &format!(" include {include}");
        }
        line + when(it.unique, " unique")
            + when(it.predicate.is_some(), " partial")
            + when(!it.valid, " invalid")
    }

    fn own_type(&self, id: Id, kind: &TypeKind) -> (&'static str, String, String) {
        let (kind, rest) = match kind {
            TypeKind::Enum(labels) => {
                let labels: Vec<String> =
                    labels.iter().map(|it| format!("'{}'", it.replace('\'', "''"))).collect();
                ("enum", format!(" ({})", labels.join(", ")))
            }
            TypeKind::Domain { base, not_null, .. } => {
                ("domain", format!(" {}{}", self.typed(base), when(*not_null, " not null")))
            }
            _ => ("type", String::new()),
        };
        (kind, self.name(id), rest)
    }

    fn function(&self, id: Id, it: &Function) -> String {
        let inputs: Vec<String> = it.inputs().map(|it| it.format_bare(self.catalog, self.postgres)).collect();
        format!("{}({})", self.name(id), inputs.join(", "))
    }

    fn constraint(&self, object: &Object, it: &Constraint) -> String {
        let keys = || format!(" {}", self.columns(object.below, it.columns.iter().copied().map(Some)));
        let not_valid = when(!it.valid, " not valid");
        let deferrable = when(it.deferrable, " deferrable");
        match &it.kind {
            ConstraintKind::PrimaryKey => keys(),
            ConstraintKind::Unique => {
                let index = it.index.and_then(|it| self.catalog.get(it)?.index());
                let nulls = when(index.is_some_and(|it| it.nulls_not_distinct), " nulls not distinct");
                keys() + nulls + deferrable
            }
            ConstraintKind::ForeignKey(key) => format!("{}{}{deferrable}{not_valid}", keys(), self.key(key)),
            ConstraintKind::Check(_) => not_valid.to_owned(),
            ConstraintKind::Exclusion | ConstraintKind::Trigger => String::new(),
        }
    }

    fn key(&self, it: &ForeignKey) -> String {
        let columns = self.columns(Some(it.target), it.target_columns.iter().copied().map(Some));
        let action = |event: &str, action| match action {
            ReferenceAction::NoAction => String::new(),
            ReferenceAction::Restrict => format!(" on {event} restrict"),
            ReferenceAction::Cascade => format!(" on {event} cascade"),
            ReferenceAction::SetNull => format!(" on {event} set null"),
            ReferenceAction::SetDefault => format!(" on {event} set default"),
        };
        let actions = action("update", it.on_update) + &action("delete", it.on_delete);
        format!(" references {} {columns}{actions}", self.name(it.target))
    }

    fn statistics(&self, id: Id) -> String {
        let table = self.catalog.needs(id).into_iter().find(|it| it.link == Link::Auto);
        format!(" on {}", table.map(|it| self.name(it.on.0)).unwrap_or_default())
    }
}

/// What has no line of its own: the insides of constraints and identity columns, and kinds that only comments name.
fn is_listed(object: &Object, kind: &str) -> bool {
    match &object.body {
        Body::Index(it) => it.constraint.is_none(),
        Body::Sequence(it) => !it.identity,
        _ => !matches!(kind, "type" | "foreign table" | "constraint"),
    }
}

fn function_kind(it: &Function) -> &'static str {
    if it.kind == FunctionKind::Procedure { "procedure" } else { "function" }
}

fn constraint_kind(it: &Constraint) -> &'static str {
    match it.kind {
        ConstraintKind::PrimaryKey => "primary key",
        ConstraintKind::Unique => "unique",
        ConstraintKind::ForeignKey(_) => "foreign key",
        ConstraintKind::Check(_) => "check",
        ConstraintKind::Exclusion => "exclude",
        ConstraintKind::Trigger => "constraint",
    }
}

/// The kind as `COMMENT ON` has it.
fn comment_kind(object: &Object, kind: &'static str) -> &'static str {
    match (&object.body, kind) {
        (Body::Constraint(_), _) => "constraint",
        (_, "enum" | "composite") => "type",
        (Body::Function(it), _) if it.kind == FunctionKind::Aggregate => "aggregate",
        _ => kind,
    }
}
