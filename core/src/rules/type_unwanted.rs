use super::{Found, Out, Step};
use crate::finding::Span;
use crate::statement::{
    ActionKind, Column, Constraint, ConstraintKind, CreateTable, Ident, Kind, Name, TypeName, common_name,
};

rule! {
    /// A column has a type that the project does not use there.
    ///
    /// Columns that differ in type are joined through casts, which no index serves, and a change of type later rewrites
    /// the table. The rule is asleep until the settings say something of types: `primary-key` for the columns of primary
    /// keys, `[types]` for those that no new column has, and `[[columns]]` for columns by their name.
    ///
    /// ## Settings
    /// ```toml
    /// primary-key = "uuid"
    ///
    /// [types]
    /// timestamp = "timestamptz"
    ///
    /// [[columns]]
    /// name = "amount"
    /// type = "numeric"
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE orders (
    ///     id bigint PRIMARY KEY,
    /// --     ^^^^^^ type-unwanted
    ///     amount integer,
    /// --         ^^^^^^^ type-unwanted
    ///     created_at timestamp
    /// --             ^^^^^^^^^ type-unwanted
    /// );
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE orders (id uuid PRIMARY KEY, amount numeric(12, 2), created_at timestamptz);
    /// ```
    /// ## Instead
    /// Declare it with the type that the settings name.
    "type-unwanted", Types, Warning, Statement(check),
    covers [
        "type-disallowed", "type-char", "type-varchar", "type-timestamp", "type-timetz", "type-json", "type-money", "type-float",
        "type-int-any", "type-serial", "type-xml-hstore", "type-blob", "int-primary-key",
    ]
}

fn check(step: &Step, out: &mut Out) {
    let conventions = &step.settings.conventions;
    if conventions.primary_key.is_none() && conventions.types.is_empty() && conventions.columns.is_empty() {
        return;
    }
    match &step.statement.kind {
        Kind::CreateTable(it) if !it.is_temporary() => table(step, it, out),
        Kind::AlterTable(it) => {
            let name = &it.table.value;
            for action in &it.actions {
                match &action.kind {
                    ActionKind::AddColumn { column, constraints, .. } => {
                        one(step, name, column, constraints.iter().any(is_key), out);
                    }
                    ActionKind::AlterType(change) => {
                        data_type(step, name, &change.column.value, &change.data_type, false, out);
                    }
                    ActionKind::AddConstraint(it) => key_over(step, name, it, out),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn is_key(it: &Constraint) -> bool {
    matches!(it.kind, ConstraintKind::PrimaryKey { .. })
}

fn table(step: &Step, it: &CreateTable, out: &mut Out) {
    for column in &it.columns {
        let key = it.constraints.iter().any(|it| match &it.kind {
            ConstraintKind::PrimaryKey { columns, .. } => columns.contains(&column.name.value),
            _ => false,
        });
        one(step, &it.table.value, column, key, out);
    }
}

fn one(step: &Step, table: &Name, column: &Column, key: bool, out: &mut Out) {
    if let Some(it) = &column.data_type {
        data_type(step, table, &column.name.value, it, key, out);
    }
}

fn data_type(step: &Step, table: &Name, column: &Ident, it: &TypeName, key: bool, out: &mut Out) {
    let conventions = &step.settings.conventions;
    let by_name = conventions.columns.iter().find(|wish| wish.name == column.as_str());
    let wanted = by_name.and_then(|wish| wish.data_type.as_ref());
    let wanted = wanted.or(conventions.primary_key.as_ref().filter(|_| key));
    let wanted = match wanted {
        Some(wanted) => Some(wanted).filter(|wanted| !is(it, wanted)),
        None => {
            let unwanted = conventions.types.iter().find(|(unwanted, _)| is(it, unwanted));
            unwanted.map(|(_, wanted)| wanted).filter(|wanted| !is(it, wanted))
        }
    };
    if let Some(wanted) = wanted {
        emit(step, table, it.span, format!("`{column}` of `{table}` is `{it}`."), wanted, out);
    }
}

/// A primary key over columns that are there.
fn key_over(step: &Step, name: &Name, it: &Constraint, out: &mut Out) {
    let ConstraintKind::PrimaryKey { columns, .. } = &it.kind else { return };
    let (Some(wanted), Some(table)) = (&step.settings.conventions.primary_key, step.before.table(name)) else { return };
    for column in columns.iter().filter_map(|it| table.column(it)) {
        let has = column.data_type.format(&step.before.catalog, step.before.postgres);
        if has != *wanted && has != common_name(wanted) {
            emit(step, name, it.span, format!("`{}` of `{name}` is `{has}`.", column.name), wanted, out);
        }
    }
}

/// Whether a type is the one that the settings name.
fn is(it: &TypeName, named: &str) -> bool {
    const SHORT: &[(&str, &str)] = &[("int", "int4"), ("float", "float8"), ("decimal", "numeric"), ("char", "bpchar")];
    let name = it.name.name.as_str();
    name == named || common_name(name) == named || SHORT.contains(&(named, name))
}

fn emit(step: &Step, table: &Name, span: Span, what: String, wanted: &str, out: &mut Out) {
    let found = Found::new(
        span,
        what,
        format!("In this project it would be `{wanted}`. Columns that differ in type are joined through casts, and changing it later rewrites the table."),
        format!("Declare it `{wanted}`."),
    );
    out.emit(found.about(step.full(table)));
}
