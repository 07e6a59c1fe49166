use super::{Found, Out, Step, lost, with_it};
use crate::schema::catalog::Part;
use crate::statement::{ActionKind, Kind};

rule! {
    /// A column is dropped, and its values with it.
    ///
    /// DROP COLUMN cannot be taken back once it is committed. PostgreSQL also removes, without a word, every index,
    /// foreign key and check that uses the column, a multi-column one included. Programs that still name the column
    /// fail at once: the old release is usually still running when the migration is applied.
    ///
    /// What goes along is named as far as the files tell. A table that the same file created is not reported.
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
    covers ["drop-column", "drop-column-drops-index", "drop-column-drops-unique", "drop-column-drops-pk", "drop-column-drops-fk"]
}

const WHY: &str = "Its values are gone once this is committed, and a release that still names it fails.";

fn check(step: &Step, out: &mut Out) {
    let Kind::AlterTable(alter) = &step.statement.kind else { return };
    if !step.is_in_use(&alter.table.value) {
        return;
    }
    for action in &alter.actions {
        let ActionKind::DropColumn { column, .. } = &action.kind else { continue };
        let table = step.before.table(&alter.table.value);
        let known = table.and_then(|table| Some((table.id, Part::Column(table.column(&column.value)?.number))));
        let along = known.map(|it| lost(step.before, &[it], false)).unwrap_or_default();
        let rest = match table.is_none_or(|table| table.is_open()) {
            true => " Every index and constraint that uses it goes as well.",
            false => "",
        };
        let found = Found::new(
            column.span,
            format!("This drops the column `{}` of `{}`.", column.value, alter.table.value),
            [WHY, &with_it(&along), rest].concat(),
            "Release the program that no longer uses it first; drop it in a later migration.",
        );
        out.emit(found.about(step.full(&alter.table.value)));
    }
}
