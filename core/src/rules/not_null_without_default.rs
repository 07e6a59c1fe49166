use super::{Found, Out, Step};
use crate::statement::{ActionKind, Kind};

rule! {
    /// A column that must have a value is added to rows that have none.
    ///
    /// ADD COLUMN … NOT NULL without a default fails with 23502 as soon as the table has one row. On an empty table it
    /// works, and then every INSERT of a release that does not know the column fails.
    ///
    /// A table that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE users ADD COLUMN locale text NOT NULL;
    /// --                           ^^^^^^ not-null-without-default
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en';
    /// ```
    /// ```sql
    /// ALTER TABLE users ADD COLUMN locale text;
    /// ```
    /// ## Instead
    /// Give it a default, or add it without NOT NULL, fill it, and set NOT NULL later.
    "not-null-without-default", Locks, Error, Statement(check),
    covers ["add-required-column"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::AlterTable(alter) = &step.statement.kind else { return };
    if !step.is_in_use(&alter.table.value) {
        return;
    }
    for action in &alter.actions {
        let ActionKind::AddColumn { column, .. } = &action.kind else { continue };
        if !column.not_null || column.has_default() || column.is_filled() {
            continue;
        }
        let found = Found::new(
            column.name.span,
            format!("`{}` is added to `{}` as NOT NULL without a default.", column.name.value, alter.table.value),
            "This fails with 23502 where the table has rows, and breaks the INSERTs of releases that do not know it.",
            "Give it a DEFAULT, or add it without NOT NULL, fill it, and set NOT NULL later.",
        );
        out.emit(found.about(step.full(&alter.table.value)));
    }
}
