//! Conditions that ask the catalog for an object: `IF NOT EXISTS (SELECT … FROM pg_type WHERE typname = 'mood')`.

use super::dynamic::Variables;
use crate::statement::{
    Body, Call, Condition, Expr, Guard, Ident, Name, Object, Operation, OperatorKind, Query, Source,
    SubqueryKind, Test,
};

impl Condition {
    pub(super) fn add(&mut self, other: Condition) {
        self.guards.extend(other.guards);
        self.unknown |= other.unknown;
        self.never |= other.never;
    }

    pub(super) fn and(&self, other: &Condition) -> Condition {
        let mut both = self.clone();
        both.add(other.clone());
        both
    }

    /// The other way. Of several guards, nobody knows which one fails.
    pub(super) fn negated(&self) -> Condition {
        match (self.guards.as_slice(), self.unknown) {
            _ if self.never => Condition::default(),
            ([], false) => Condition { never: true, ..Condition::default() },
            ([one], false) => {
                let other = Guard { exists: !one.exists, ..one.clone() };
                Condition { guards: vec![other], ..Condition::default() }
            }
            _ => unknown(),
        }
    }
}

fn unknown() -> Condition {
    Condition { unknown: true, ..Condition::default() }
}

fn only(guard: Guard) -> Condition {
    Condition { guards: vec![guard], ..Condition::default() }
}

/// What the condition of an IF asks for.
pub fn of(expr: &Expr, variables: &Variables) -> Condition {
    if let Some(holds) = truth(expr, variables) {
        return Condition { never: !holds, ..Condition::default() };
    }
    match expr {
        Expr::Not(inside) => of(inside, variables).negated(),
        Expr::And(parts) => {
            parts.iter().fold(Condition::default(), |all, part| all.and(&of(part, variables)))
        }
        Expr::Subquery(it) if it.kind == SubqueryKind::Exists => existence(&it.query, variables),
        Expr::Is { value, test: Test::Null } => named(value, variables).negated(),
        Expr::Is { value, test: Test::NotNull } => named(value, variables),
        Expr::Operator(it) => counted(it, variables),
        _ => unknown(),
    }
}

/// What a condition on nothing but values that are known comes to.
fn truth(expr: &Expr, variables: &Variables) -> Option<bool> {
    match expr {
        Expr::Operator(it) if it.kind == OperatorKind::Plain => {
            let (left, right) = (variables.text(it.left.as_ref()?)?, variables.text(&it.right)?);
            let number = |it: &str| it.parse::<i64>().ok();
            match (it.operator.name.as_str(), number(&left).zip(number(&right))) {
                ("=", _) => Some(left == right),
                ("<>", _) => Some(left != right),
                ("<", Some((left, right))) => Some(left < right),
                (">", Some((left, right))) => Some(left > right),
                ("<=", Some((left, right))) => Some(left <= right),
                (">=", Some((left, right))) => Some(left >= right),
                _ => None,
            }
        }
        Expr::Is { value, test: Test::Null } => variables.value(value).map(|_| false),
        Expr::Is { value, test: Test::NotNull } => variables.value(value).map(|_| true),
        Expr::Constant(_) | Expr::Column(_) | Expr::Parameter(_) => match variables.text(expr)?.as_str() {
            "true" | "t" => Some(true),
            "false" | "f" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// `to_regclass('t')`, or a sub-query: NULL where there is none.
fn named(expr: &Expr, variables: &Variables) -> Condition {
    match expr {
        Expr::Subquery(it) if it.kind == SubqueryKind::Scalar => existence(&it.query, variables),
        Expr::Cast { value, .. } => named(value, variables),
        Expr::Call(call) => looked_up(call, variables).map_or_else(unknown, only),
        _ => unknown(),
    }
}

fn looked_up(call: &Call, variables: &Variables) -> Option<Guard> {
    let object = match call.function.value.name.as_str() {
        "to_regclass" => Object::Table,
        "to_regtype" => Object::Type,
        "to_regproc" | "to_regprocedure" => Object::Function,
        "to_regnamespace" => Object::Schema,
        "to_regrole" => Object::Role,
        _ => return None,
    };
    // With the types of arguments, or of a length, it asks for more than a name.
    let text = variables.text(&call.arguments.first()?.value).filter(|it| !it.contains('('))?;
    let name = Name::in_text(&text)?;
    Some(Guard { question: 0, object, name, on: None, detail: None, exists: true })
}

/// `(SELECT count(*) FROM …) = 0`
fn counted(it: &Operation, variables: &Variables) -> Condition {
    let (Some(Expr::Subquery(query)), OperatorKind::Plain) = (&it.left, it.kind) else { return unknown() };
    let counts = match &query.query.body {
        Body::Select(select) => {
            matches!(select.targets.first().map(|it| &it.value), Some(Expr::Call(call)) if call.star)
        }
        _ => false,
    };
    let found = existence(&query.query, variables);
    match (it.operator.name.as_str(), variables.text(&it.right).as_deref()) {
        ("=", Some("0")) | ("<", Some("1")) if counts => found.negated(),
        (">" | "<>", Some("0")) | (">=" | "=", Some("1")) if counts => found,
        _ => unknown(),
    }
}

/// The relations of the catalog that are asked, with their columns: the name, its schema, and what it is on.
#[rustfmt::skip]
const CATALOG: &[(&str, Object, &str, &str, &str)] = &[
    ("tables", Object::Table, "table_name", "table_schema", ""),
    ("pg_tables", Object::Table, "tablename", "schemaname", ""),
    ("columns", Object::Column, "column_name", "table_schema", "table_name"),
    ("pg_attribute", Object::Column, "attname", "nspname", "attrelid"),
    ("pg_enum", Object::Type, "typname", "nspname", ""),
    ("pg_type", Object::Type, "typname", "nspname", ""),
    ("pg_constraint", Object::Constraint, "conname", "nspname", "conrelid"),
    ("table_constraints", Object::Constraint, "constraint_name", "constraint_schema", "table_name"),
    ("constraint_column_usage", Object::Constraint, "constraint_name", "constraint_schema", "table_name"),
    ("key_column_usage", Object::Constraint, "constraint_name", "constraint_schema", "table_name"),
    ("pg_indexes", Object::Index, "indexname", "schemaname", ""),
    ("pg_trigger", Object::Trigger, "tgname", "nspname", "tgrelid"),
    ("triggers", Object::Trigger, "trigger_name", "trigger_schema", "event_object_table"),
    ("pg_policies", Object::Policy, "policyname", "schemaname", "tablename"),
    ("pg_policy", Object::Policy, "polname", "nspname", "polrelid"),
    ("pg_extension", Object::Extension, "extname", "", ""),
    ("schemata", Object::Schema, "schema_name", "", ""),
    ("pg_proc", Object::Function, "proname", "nspname", ""),
    ("routines", Object::Function, "routine_name", "routine_schema", ""),
    ("pg_roles", Object::Role, "rolname", "", ""),
    ("pg_authid", Object::Role, "rolname", "", ""),
    ("pg_user", Object::Role, "usename", "", ""),
    ("pg_publication", Object::Publication, "pubname", "", ""),
    ("pg_views", Object::View, "viewname", "schemaname", ""),
    ("views", Object::View, "table_name", "table_schema", ""),
    ("pg_matviews", Object::MaterializedView, "matviewname", "schemaname", ""),
    ("pg_sequences", Object::Sequence, "sequencename", "schemaname", ""),
    ("sequences", Object::Sequence, "sequence_name", "sequence_schema", ""),
    ("pg_database", Object::Database, "datname", "", ""),
    ("pg_class", Object::Table, "relname", "nspname", ""),
    ("pg_namespace", Object::Schema, "nspname", "", ""),
];

/// What is asked of a column: that it is this text.
struct Asked<'a> {
    equal: Vec<(&'a str, String)>,
    /// Something else is asked too.
    more: bool,
}

fn existence(query: &Query, variables: &Variables) -> Condition {
    let Body::Select(select) = &query.body else { return unknown() };
    let mut relations = Vec::new();
    let mut asked = Asked { equal: Vec::new(), more: !select.around.is_empty() };
    for source in &select.from {
        sources(source, &mut relations, &mut asked, variables);
    }
    if let Some(filter) = &select.filter {
        conjuncts(filter, &mut asked, variables);
    }
    let row = CATALOG.iter().find(|row| relations.contains(&row.0));
    match row.and_then(|row| guard(row, &asked)) {
        Some((guard, more)) => Condition { unknown: more, ..only(guard) },
        None => unknown(),
    }
}

fn sources<'a>(
    source: &'a Source,
    relations: &mut Vec<&'a str>,
    asked: &mut Asked<'a>,
    variables: &Variables,
) {
    match source {
        Source::Relation { name, .. } => relations.push(name.value.name.as_str()),
        Source::Join(join) => {
            sources(&join.left, relations, asked, variables);
            sources(&join.right, relations, asked, variables);
            if let Some(on) = &join.on {
                conjuncts(on, asked, variables);
            }
        }
        _ => asked.more = true,
    }
}

fn conjuncts<'a>(expr: &'a Expr, asked: &mut Asked<'a>, variables: &Variables) {
    match expr {
        Expr::And(parts) => parts.iter().for_each(|part| conjuncts(part, asked, variables)),
        // `NOT attisdropped`
        Expr::Not(inside) if column(inside).is_some() => {}
        Expr::Operator(it) if it.kind == OperatorKind::Plain && it.operator.name.as_str() == "=" => {
            let sides = [(it.left.as_ref(), Some(&it.right)), (Some(&it.right), it.left.as_ref())];
            let found =
                sides.into_iter().find_map(|(left, right)| Some((column(left?)?, variables.text(right?)?)));
            match found {
                Some(pair) => asked.equal.push(pair),
                // A join, or the schema at hand.
                None => asked.more |= it.left.as_ref().and_then(column).is_none(),
            }
        }
        Expr::Constant(_) => {}
        _ => asked.more = true,
    }
}

/// The column's own name, also where it is cast: `table_schema::text`.
fn column(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Column(it) => it.column().map(Ident::as_str),
        Expr::Cast { value, .. } => column(value),
        _ => None,
    }
}

/// Columns that say no more about an object that is named.
const IDLE: &[&str] = &[
    "table_catalog",
    "attisdropped",
    "contype",
    "constraint_type",
    "table_type",
    "typtype",
    "prokind",
    "attnum",
];

fn guard(row: &(&str, Object, &str, &str, &str), asked: &Asked) -> Option<(Guard, bool)> {
    let (relation, object, name, schema, on) = *row;
    let of = |wanted: &str| {
        let found = asked.equal.iter().find(|(column, _)| !wanted.is_empty() && *column == wanted);
        found.map(|(_, text)| text.as_str())
    };
    let label = if relation == "pg_enum" { of("enumlabel") } else { None };
    // `enumtypid = 'mood'::regtype`, `oid = 'mood'::regtype`
    let by_oid = of("enumtypid").or(of("oid")).or(of("indexrelid"));
    let exact = |text: &str| Some(Name { schema: None, name: Ident::folded(text) });
    let mut named = of(name).and_then(exact).or_else(|| by_oid.and_then(Name::in_text))?;
    let schema_asked = of(schema).or(of("table_schema")).or(of("nspname"));
    if let (Some(schema), None) = (schema_asked, &named.schema) {
        named.schema = Some(Ident::folded(schema));
    }
    // Names in the catalog are texts that no quotes belong to; only the OID of a table is asked for as SQL has it.
    let on = match (of(on), of("relname")) {
        (Some(text), _) if on.ends_with("relid") => Name::in_text(text),
        (Some(text), _) => exact(text),
        (None, Some(text)) if !on.is_empty() => exact(text),
        _ => None,
    };
    // Every table may have a column of this name.
    if object == Object::Column && on.is_none() {
        return None;
    }
    // The schema is the table's where the object is on one.
    let on = on.map(|mut on| {
        on.schema = on.schema.or_else(|| named.schema.take());
        on
    });
    if on.is_some() {
        named.schema = None;
    }
    let used = [
        name,
        schema,
        row.4,
        "enumlabel",
        "enumtypid",
        "oid",
        "indexrelid",
        "relname",
        "nspname",
        "relkind",
        "table_schema",
    ];
    let known = |column: &str| used.contains(&column) || IDLE.contains(&column);
    let more = asked.more || asked.equal.iter().any(|(column, _)| !known(column));
    let object = match of("relkind").and_then(relation_kind) {
        Some(kind) if object == Object::Table => kind,
        _ => object,
    };
    let detail = label.map(Ident::folded);
    Some((Guard { question: 0, object, name: named, on, detail, exists: true }, more))
}

fn relation_kind(letter: &str) -> Option<Object> {
    Some(match letter {
        "r" | "p" => Object::Table,
        "i" | "I" => Object::Index,
        "S" => Object::Sequence,
        "v" => Object::View,
        "m" => Object::MaterializedView,
        _ => return None,
    })
}
