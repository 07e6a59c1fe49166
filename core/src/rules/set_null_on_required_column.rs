use super::{Found, Out, Step};
use crate::statement::{
    ActionKind, Column, Constraint, ConstraintKind, Ident, Kind, Name, ReferenceAction,
};

rule! {
    /// ON DELETE SET NULL stands on a column that may not be NULL.
    ///
    /// PostgreSQL takes the foreign key and finds out later: the first DELETE of a row that something refers to fails with a
    /// not-null violation (23502). On 15 and later the columns to set can be named: `ON DELETE SET NULL (a)`.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE TABLE notes (
    ///     id bigint PRIMARY KEY,
    ///     author_id bigint NOT NULL REFERENCES users (id) ON DELETE SET NULL
    /// --                            ^^^^^^^^^^^^^^^^^^^^^ set-null-on-required-column
    /// );
    /// CREATE INDEX notes_author_id_idx ON notes (author_id);
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE notes (
    ///     id bigint PRIMARY KEY,
    ///     author_id bigint REFERENCES users (id) ON DELETE SET NULL
    /// );
    /// CREATE INDEX notes_author_id_idx ON notes (author_id);
    /// ```
    /// ## Instead
    /// Let the column be NULL, or say RESTRICT or CASCADE: what shall happen to the rows?
    "set-null-on-required-column", ForeignKeys, Error, Statement(check),
    covers ["fk-set-null-not-null"]
}

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::CreateTable(it) => {
            let columns: Vec<&Column> = it.columns.iter().collect();
            it.constraints.iter().for_each(|key| one(step, &it.table.value, &columns, key, out));
        }
        Kind::AlterTable(it) => {
            for action in &it.actions {
                match &action.kind {
                    ActionKind::AddColumn { column, constraints, .. } => {
                        constraints.iter().for_each(|key| one(step, &it.table.value, &[column], key, out));
                    }
                    ActionKind::AddConstraint(key) => one(step, &it.table.value, &[], key, out),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn one(step: &Step, table: &Name, new: &[&Column], constraint: &Constraint, out: &mut Out) {
    let ConstraintKind::ForeignKey { columns, rest, target, .. } = &constraint.kind else { return };
    if rest.on_delete != ReferenceAction::SetNull {
        return;
    }
    let known = step.before.table(table);
    let required = |name: &&Ident| match new.iter().find(|it| it.name.value == **name) {
        Some(column) => column.not_null,
        None => known.and_then(|it| it.column(name)).is_some_and(|it| it.not_null),
    };
    let set = if rest.delete_columns.is_empty() { columns } else { &rest.delete_columns };
    let Some(column) = set.iter().find(required) else { return };
    let found = Found::new(
        constraint.span,
        format!("Deleting from `{target}` sets `{column}` to NULL, which it may not be."),
        "PostgreSQL takes the key, and refuses the first DELETE of a row that something refers to (23502).",
        format!("Let `{column}` be NULL, or say ON DELETE RESTRICT or CASCADE."),
    );
    out.emit(found.about(step.full(table)));
}
