use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};
use crate::statement::{ActionKind, Kind};

rule! {
    /// A CHECK is held against every row while nobody can read or write the table.
    ///
    /// ADD CONSTRAINT … CHECK takes an ACCESS EXCLUSIVE lock and keeps it while it reads the whole table. So does a CHECK
    /// behind a new column, even where all its values are NULL. With NOT VALID it is in force for new rows at once, and
    /// nothing is read. VALIDATE CONSTRAINT then reads the rows under a lock that lets others read and write; in the same
    /// transaction it would do so under the lock that is still held.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);
    /// --                                               ^^^^^ blocking-check
    /// ALTER TABLE orders ADD COLUMN pieces int CHECK (pieces > 0);
    /// --                                       ^^^^^ blocking-check
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
    /// -- file: 002_orders.sql
    /// ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
    /// ```
    /// ## Instead
    /// Add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction.
    "blocking-check", Locks, Error, Work(&[Why::Check], check),
    covers ["add-check-validates", "add-column-inline-check"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let Kind::AlterTable(it) = &step.statement.kind else { return };
    let inline = it.actions.iter().any(|it| match &it.kind {
        ActionKind::AddColumn { constraints, .. } => constraints.iter().any(|it| it.span == work.span),
        _ => false,
    });
    let instead = match inline {
        true => "Add the column alone, then ADD CONSTRAINT … CHECK … NOT VALID, and VALIDATE CONSTRAINT in a later transaction.",
        false => "Add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction: that lets others read and write.",
    };
    out.emit(blocked(step, work, "The CHECK is held against every row.", instead));
}
