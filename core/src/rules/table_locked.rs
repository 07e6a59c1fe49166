use super::{Found, Out, Step};
use super::locked::nobody;
use crate::statement::{Kind, LockMode};

rule! {
    /// A table is locked by hand until the transaction ends.
    ///
    /// LOCK TABLE takes an ACCESS EXCLUSIVE lock where it names none, so nobody reads or writes the table, and all
    /// partitions and children with it, until COMMIT. What needs a lock takes it by itself.
    ///
    /// Modes that let others write are not reported.
    ///
    /// ## Bad
    /// ```sql
    /// LOCK TABLE orders;
    /// --         ^^^^^^ table-locked
    /// ```
    /// ## Good
    /// ```sql
    /// LOCK TABLE orders IN ROW EXCLUSIVE MODE;
    /// ```
    /// ## Instead
    /// Leave the lock to the statement that needs it, or take the weakest that will do, with a lock_timeout, at the end of
    /// the transaction.
    "table-locked", Locks, Warning, Statement(check),
    covers ["lock-table-explicit"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Lock(it) = &step.statement.kind else { return };
    if it.mode < LockMode::Share {
        return;
    }
    for table in it.tables.iter().filter(|it| step.is_in_use(&it.value)) {
        let found = Found::new(
            table.span,
            format!("Nobody can {} `{}` until this transaction ends.", nobody(it.mode), table.value),
            format!("LOCK TABLE takes {} here, and waits for all who hold it against that.", it.mode),
            "Leave it to the statement that needs a lock, or take a weaker one, under a lock_timeout.",
        );
        out.emit(found.about(step.full(&table.value)));
    }
}
