use super::{Found, Out, Step};
use crate::statement::Kind;

rule! {
    /// Every row of a table is changed in one statement.
    ///
    /// An UPDATE without WHERE writes every row anew: the table and its indexes grow to twice their size until VACUUM has
    /// been there, every row is locked until the end of the transaction, and replicas get all of it at once. `WHERE true`,
    /// `1 = 1` and `id = id` are no WHERE.
    ///
    /// A table that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// UPDATE accounts SET plan = 'free';
    /// --     ^^^^^^^^ rows-all-updated
    /// ```
    /// ```sql
    /// UPDATE accounts SET plan = 'free' WHERE 1 = 1;
    /// --     ^^^^^^^^ rows-all-updated
    /// ```
    /// ## Good
    /// ```sql
    /// UPDATE accounts SET plan = 'free' WHERE plan IS NULL AND id BETWEEN 1 AND 10000;
    /// ```
    /// ## Instead
    /// Change the rows in parts, by ranges of the key, each in a transaction of its own and outside of the migration.
    "rows-all-updated", Destruction, Warning, Statement(check),
    covers ["update-without-where", "tautological-where"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Update(it) = &step.statement.kind else { return };
    let table = &it.table.value;
    if it.is_filtered() || !step.is_in_use(table) {
        return;
    }
    let found = Found::new(
        it.table.span,
        format!("This changes every row of `{table}`."),
        "Every row is written anew and stays locked until the transaction ends; the table grows to twice its size.",
        "Change the rows in parts, by ranges of the key, each in a transaction of its own.",
    );
    out.emit(found.about(step.full(table)));
}
