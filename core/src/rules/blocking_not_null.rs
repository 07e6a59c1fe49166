use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};

rule! {
    /// A column is made NOT NULL, and nobody can read or write the table until all rows were looked at.
    ///
    /// SET NOT NULL takes an ACCESS EXCLUSIVE lock and reads the whole table to find a NULL; so does a primary key that
    /// takes over an index on columns that may be NULL. PostgreSQL leaves that out where a CHECK that is valid says the
    /// same: add it NOT VALID, which is done in a moment, and validate it in a later transaction, which reads the table
    /// while everybody goes on. From PostgreSQL 18 on, a NOT NULL constraint itself can be NOT VALID.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ALTER COLUMN placed SET NOT NULL;
    /// --                              ^^^^^^ blocking-not-null
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamptz);
    /// -- file: 002_placed.sql
    /// ALTER TABLE orders ADD CONSTRAINT placed_set CHECK (placed IS NOT NULL) NOT VALID;
    /// -- file: 003_placed.sql
    /// ALTER TABLE orders VALIDATE CONSTRAINT placed_set;
    /// -- file: 004_placed.sql
    /// ALTER TABLE orders ALTER COLUMN placed SET NOT NULL;
    /// ```
    /// ## Instead
    /// Let a CHECK prove it first: NOT VALID, VALIDATE in a later transaction, then SET NOT NULL.
    "blocking-not-null", Locks, Error, Work(&[Why::NotNull], check),
    covers ["set-not-null-scan", "pk-using-index-nullable", "prefer-pg18-not-null-not-valid"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let instead = match step.settings.postgres {
        18.. => {
            "Add CONSTRAINT … NOT NULL column NOT VALID, and VALIDATE CONSTRAINT in a later transaction: that reads the \
             rows while others go on."
        }
        _ => {
            "Add CHECK (column IS NOT NULL) NOT VALID, VALIDATE it in a later transaction, then SET NOT NULL: the valid \
             CHECK proves it. Drop the CHECK after that."
        }
    };
    out.emit(blocked(step, work, "Every row is looked at, as no valid CHECK proves that none is NULL.", instead));
}
