use super::locked::nobody;
use super::{Found, Holding, Out};
use crate::finding::Severity;
use crate::statement::Kind;

rule! {
    /// Rows are changed while an earlier statement of the same transaction keeps others out of a table.
    ///
    /// ALTER TABLE is often done in a moment, but its lock is kept until the transaction ends. An UPDATE behind it that goes
    /// through all rows closes the table for as long as that takes.
    ///
    /// A statement with a WHERE may find its rows by an index: that is a warning. Rows that are given one by one are not
    /// reported, nor is a table that the same file created.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ADD COLUMN state text;
    /// UPDATE orders SET state = 'new';
    /// ------------------------------- backfill-while-locked
    /// --     ^^^^^^ rows-all-updated
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// ALTER TABLE orders ADD COLUMN state text;
    /// -- file: 002_orders.sql
    /// UPDATE orders SET state = 'new' WHERE id < 1000;
    /// ```
    /// ## Instead
    /// Commit first: change rows in a later migration, in batches where there are many.
    "backfill-while-locked", Locks, Error, Holding(check),
    covers ["ddl-then-backfill-same-transaction"]
}

fn check(it: &Holding, out: &mut Out) {
    let statement = it.step.statement;
    let given = matches!(&statement.kind, Kind::Insert(it) if it.has_given_rows());
    if !it.changes_rows() || given {
        return;
    }
    let effect = it.step.effect();
    let Some((held, mode)) = it.strongest() else { return };
    let whole = !effect.scans.is_empty();
    if !whole && effect.reads.is_empty() {
        return;
    }
    let found = Found::new(
        statement.span,
        format!("This changes rows while nobody can {} `{held}`.", nobody(mode)),
        format!("An earlier statement of the transaction has locked `{held}` {mode}, until the transaction ends."),
        "Change the rows in a later migration, in batches where there are many.",
    );
    out.emit(found.about(held.clone()).at_most(if whole { Severity::Error } else { Severity::Warning }));
}
