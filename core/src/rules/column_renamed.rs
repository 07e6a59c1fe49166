use super::{Found, Out, Step};
use crate::statement::{Kind, Renamed};

rule! {
    /// A column gets another name while programs still say the old one.
    ///
    /// RENAME COLUMN is quick on every version: it changes one row of the catalog under an ACCESS EXCLUSIVE lock. But the
    /// release that is running meanwhile names the old column in every statement, and every one of them fails.
    ///
    /// A table that the same file made is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE users RENAME COLUMN mail TO email;
    /// --                                      ^^^^^ column-renamed
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE users (mail text);
    /// ALTER TABLE users RENAME COLUMN mail TO email;
    /// ```
    /// ## Instead
    /// Add the new column, write both (a trigger can do it), copy the old values in parts, read the new one, and drop the old
    /// one a release later.
    "column-renamed", Compatibility, Warning, Statement(check),
    covers ["rename-column"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Rename(it) = &step.statement.kind else { return };
    let Renamed::Column { table, column } = &it.what else { return };
    if !step.is_in_use(table) {
        return;
    }
    let found = Found::new(
        it.to.span,
        format!("The column `{column}` of `{table}` is called `{}` from the commit on.", it.to.value),
        "The release that is running meanwhile still names the old column, and every such statement fails.",
        "Add the new column, write both, copy the values, and drop the old one a release later.",
    );
    out.emit(found.about(step.full(table)));
}
