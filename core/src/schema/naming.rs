//! The names that PostgreSQL gives where a statement leaves them to it.

use super::catalog::{Catalog, Id, Space};
use crate::statement::{
    Call, ColumnRef, Expr, Ident, Indexed, OperatorKind, SqlValue, Step, Subquery, SubqueryKind,
};

/// The longest name that PostgreSQL keeps, in bytes.
const LONGEST: usize = 63;

/// As PostgreSQL's `makeObjectName`: the longer of the two parts is cut until all fits.
pub fn object_name(first: &str, second: &str, label: &str) -> String {
    let room = LONGEST - label.len() - usize::from(!label.is_empty()) - usize::from(!second.is_empty());
    let (mut a, mut b) = (first.len(), second.len());
    while a + b > room {
        *if a > b { &mut a } else { &mut b } -= 1;
    }
    let cut = |text: &str, end: usize| text[..text.floor_char_boundary(end)].to_owned();
    let parts = [cut(first, a), cut(second, b), label.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// The first of `first_second_label`, `first_second_label1`, … that is free.
fn chosen(first: &str, second: &str, label: &str, taken: impl Fn(&Ident) -> bool) -> Ident {
    let mut name = Ident::folded(object_name(first, second, label));
    let mut number = 0;
    while taken(&name) {
        number += 1;
        name = Ident::folded(object_name(first, second, &format!("{label}{number}")));
    }
    name
}

impl Catalog {
    /// A free name for a sequence or an index; one that a constraint will share must be free there too.
    pub fn choose_relation(
        &self,
        schema: Id,
        (first, second, label): (&str, &str, &str),
        of_constraint: bool,
    ) -> Ident {
        chosen(first, second, label, |name| {
            self.find(Space::Relation, Some(schema), name).is_some()
                || (of_constraint && self.constraint_named(schema, name))
        })
    }

    /// A free name for a constraint: PostgreSQL asks the whole schema, though two tables could share one.
    pub fn choose_constraint(
        &self,
        schema: Id,
        (first, second, label): (&str, &str, &str),
        others: &[Ident],
    ) -> Ident {
        chosen(first, second, label, |name| others.contains(name) || self.constraint_named(schema, name))
    }

    /// A name for an index on these columns. `label` is `pkey`, `key`, `excl` or `idx`.
    pub fn choose_index(&self, schema: Id, table: &Ident, columns: &[String], label: &str) -> Ident {
        let second = if label == "pkey" { String::new() } else { columns.join("_") };
        self.choose_relation(schema, (table.as_str(), &second, label), label != "idx")
    }
}

/// The names of an index's columns: those of its expressions are made up, and none comes twice.
pub fn index_columns<'a>(elements: impl Iterator<Item = &'a Indexed>) -> Vec<String> {
    let names = elements.map(|it| match it {
        Indexed::Column(column) => column.to_string(),
        Indexed::Expression(it) => column_name(it).unwrap_or("expr").to_owned(),
    });
    apart(names)
}

/// Puts a number behind a name that was there before.
pub fn apart(own: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for own in own {
        let mut name = own.clone();
        let mut number = 0;
        while names.contains(&name) {
            number += 1;
            let digits = number.to_string();
            let end = own.floor_char_boundary(own.len().min(LONGEST - digits.len()));
            name = format!("{}{digits}", &own[..end]);
        }
        names.push(name);
    }
    names
}

/// The name of a result's column, as `FigureColname` finds it; `None` is `?column?`.
pub fn column_name(it: &Expr) -> Option<&str> {
    figured(it).map(|(name, _)| name)
}

/// A name, and whether it is better than that of a type or a CASE.
fn figured(it: &Expr) -> Option<(&str, bool)> {
    let good = |name| Some((name, true));
    match it {
        Expr::Column(ColumnRef { names, star: false, .. }) => good(names.last()?.as_str()),
        Expr::Part { value, steps } => {
            let field = steps.iter().rev().find_map(|step| match step {
                Step::Field(name) => Some(name.as_str()),
                _ => None,
            });
            field.map_or_else(|| figured(value), good)
        }
        Expr::Call(it) => good(call_name(it)),
        Expr::Operator(it) if it.kind == OperatorKind::NullIf => good("nullif"),
        Expr::Cast { value, to } => match figured(value) {
            Some((name, true)) => good(name),
            _ => Some((to.name.name.as_str(), false)),
        },
        Expr::Collate { value, .. } => figured(value),
        Expr::Subquery(it) => subquery_name(it).and_then(good),
        Expr::Case { otherwise, .. } => match otherwise.as_deref().and_then(figured) {
            Some((name, true)) => good(name),
            _ => Some(("case", false)),
        },
        Expr::Array(_) => good("array"),
        Expr::Row(_) => good("row"),
        Expr::Coalesce(_) => good("coalesce"),
        Expr::Greatest(_) => good("greatest"),
        Expr::Least(_) => good("least"),
        Expr::Value(it) => good(value_name(*it)),
        Expr::Other { name, .. } if !name.is_empty() => good(name),
        _ => None,
    }
}

fn call_name(it: &Call) -> &str {
    it.function.value.name.as_str()
}

fn subquery_name(it: &Subquery) -> Option<&str> {
    match it.kind {
        SubqueryKind::Exists => Some("exists"),
        SubqueryKind::Array => Some("array"),
        SubqueryKind::Scalar => {
            let target = super::infer::first_target(&it.query)?;
            target.name.as_ref().map(Ident::as_str).or_else(|| column_name(&target.value))
        }
        _ => None,
    }
}

fn value_name(it: SqlValue) -> &'static str {
    match it {
        SqlValue::CurrentDate => "current_date",
        SqlValue::CurrentTime(_) => "current_time",
        SqlValue::CurrentTimestamp(_) => "current_timestamp",
        SqlValue::LocalTime(_) => "localtime",
        SqlValue::LocalTimestamp(_) => "localtimestamp",
        SqlValue::CurrentRole => "current_role",
        SqlValue::CurrentUser => "current_user",
        SqlValue::User => "user",
        SqlValue::SessionUser => "session_user",
        SqlValue::CurrentCatalog => "current_catalog",
        SqlValue::CurrentSchema => "current_schema",
    }
}
