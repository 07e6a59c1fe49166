use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};
use crate::statement::{ActionKind, Kind};

rule! {
    /// A foreign key is held against every row while nobody can write to either table.
    ///
    /// ADD FOREIGN KEY takes a SHARE ROW EXCLUSIVE lock on both tables and keeps them while it looks up every row of the
    /// one in the other. With NOT VALID it is in force for new rows at once, and nothing is looked up. VALIDATE
    /// CONSTRAINT then does so under a lock that lets others write; in the same transaction it would still hold both.
    ///
    /// A foreign key of a partitioned table can be NOT VALID from PostgreSQL 18 on. REFERENCES behind a new column without
    /// a default has nothing to look up and is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_shop.sql
    /// CREATE TABLE customers (id bigint PRIMARY KEY);
    /// CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);
    /// CREATE INDEX orders_customer_idx ON orders (customer);
    /// -- file: 002_customers.sql
    /// ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id);
    /// --                                                ^^^^^^^^^^^^^^^^^^^^^^ blocking-foreign-key
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_shop.sql
    /// CREATE TABLE customers (id bigint PRIMARY KEY);
    /// CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);
    /// CREATE INDEX orders_customer_idx ON orders (customer);
    /// -- file: 002_customers.sql
    /// ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;
    /// -- file: 003_customers.sql
    /// ALTER TABLE orders VALIDATE CONSTRAINT orders_customer;
    /// ```
    /// ## Instead
    /// Add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction.
    "blocking-foreign-key", Locks, Error, Work(&[Why::ForeignKey], check),
    covers ["add-fk-validates", "create-table-fk-new-table-ok", "add-column-inline-fk"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let Kind::AlterTable(it) = &step.statement.kind else { return };
    let inline = it.actions.iter().any(|it| matches!(it.kind, ActionKind::AddColumn { .. }));
    let instead = if step.is_partitioned(&it.table.value) && step.settings.postgres < 18 {
        "Before PostgreSQL 18 a partitioned table cannot have it NOT VALID: add it NOT VALID to each partition and validate \
         those, then add it here. The rows of the partitions are not looked up again."
    } else if inline {
        "Add the column alone, then ADD CONSTRAINT … FOREIGN KEY … NOT VALID, and VALIDATE CONSTRAINT in a later transaction."
    } else {
        "Add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction: that lets others write."
    };
    out.emit(blocked(step, work, "Every row is looked up in the other table, which is locked as well.", instead));
}
