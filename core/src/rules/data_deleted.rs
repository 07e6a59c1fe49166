use super::{Found, Out, Step};
use crate::finding::Span;
use crate::statement::{At, Kind, Name};

rule! {
    /// Every row of a table is deleted.
    ///
    /// TRUNCATE takes an ACCESS EXCLUSIVE lock, which also stops readers; with CASCADE it empties every table that
    /// refers to this one. DELETE without WHERE leaves all rows behind as dead ones for VACUUM and holds a lock on each
    /// of them until the end of the transaction. Neither can be taken back once it is committed.
    ///
    /// A table that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// TRUNCATE audit_logs;
    /// --       ^^^^^^^^^^ data-deleted
    /// ```
    /// ```sql
    /// DELETE FROM sessions;
    /// --          ^^^^^^^^ data-deleted
    /// ```
    /// ## Good
    /// ```sql
    /// DELETE FROM sessions WHERE expires_at < now() - interval '90 days';
    /// ```
    /// ## Instead
    /// Say which rows, and delete many rows in parts, outside a migration.
    "data-deleted", Destruction, Error, Statement(check),
    covers ["truncate", "delete-without-where"]
}

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::Truncate(it) => {
            let why = match it.cascade {
                true => "It also empties every table that refers to this one, and it stops readers while it runs.",
                false => "The rows are gone once this is committed, and readers wait while it runs.",
            };
            for table in &it.tables {
                all_rows(step, table, why, out);
            }
        }
        Kind::Delete(it) if !it.is_filtered() => {
            all_rows(step, &it.table, "There is no WHERE. The rows are gone once this is committed.", out);
        }
        _ => {}
    }
}

fn all_rows(step: &Step, table: &At<Name>, why: &str, out: &mut Out) {
    if !step.is_in_use(&table.value) {
        return;
    }
    let span: Span = table.span;
    let what = format!("This deletes every row of `{}`.", table.value);
    let found = Found::new(span, what, why, "Say which rows in a WHERE, and delete many rows in parts.");
    out.emit(found.about(step.full(&table.value)));
}
