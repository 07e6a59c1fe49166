use super::{Found, Out, Step};
use crate::statement::{ActionKind, Kind};

rule! {
    /// A column is dropped, and its values with it.
    ///
    /// DROP COLUMN cannot be taken back once it is committed. PostgreSQL also removes, without a word, every index,
    /// foreign key and check that uses the column, a multi-column one included. Programs that still name the column
    /// fail at once: the old release is usually still running when the migration is applied.
    ///
    /// A table that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE users DROP COLUMN legacy_ref;
    /// --                            ^^^^^^^^^^ column-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE users ALTER COLUMN legacy_ref DROP NOT NULL;
    /// ```
    /// ## Instead
    /// Release the program that no longer uses the column. Drop it in the migration after that, and say so in an allow
    /// comment.
    "column-dropped", Destruction, Error, Statement(check),
    covers ["drop-column"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::AlterTable(alter) = &step.statement.kind else { return };
    if !step.is_in_use(&alter.table.value) {
        return;
    }
    for action in &alter.actions {
        let ActionKind::DropColumn { column, .. } = &action.kind else { continue };
        let found = Found::new(
            column.span,
            format!("This drops the column `{}` of `{}`.", column.value, alter.table.value),
            "Its values are gone once this is committed, and so is every index and constraint that uses it. \
             A release that still names it fails.",
            "Release the program that no longer uses it first; drop it in a later migration.",
        );
        out.emit(found.about(step.full(&alter.table.value)));
    }
}
