use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};
use crate::finding::Span;
use crate::statement::Kind;

rule! {
    /// An index is built in a way that makes others wait until it is done.
    ///
    /// CREATE INDEX takes a SHARE lock: reading goes on, every INSERT, UPDATE and DELETE on the table waits. A UNIQUE,
    /// PRIMARY KEY or EXCLUDE constraint that builds its own index does so under an ACCESS EXCLUSIVE lock, so readers
    /// wait as well. The lock is kept until the transaction ends.
    ///
    /// CREATE INDEX CONCURRENTLY makes nobody wait. It takes longer, cannot stand in a transaction, and leaves an
    /// INVALID index behind when it fails. On a partitioned table it is not possible: build the index on each partition.
    /// An exclusion constraint cannot take over an index that was built before.
    ///
    /// A table that the same file created is not reported: nobody can be using it yet.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE INDEX orders_sku_idx ON orders (sku);
    /// ------------ blocking-index-build
    /// ```
    /// ```sql
    /// ALTER TABLE orders ADD CONSTRAINT orders_sku_key UNIQUE (sku);
    /// --                                               ^^^^^^ blocking-index-build
    /// ```
    /// ```sql
    /// ALTER TABLE rooms ADD CONSTRAINT free EXCLUDE USING gist (during WITH &&);
    /// --                                    ^^^^^^^ blocking-index-build
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// ```
    /// ```sql
    /// ALTER TABLE orders ADD CONSTRAINT orders_sku_key UNIQUE USING INDEX orders_sku_idx;
    /// ```
    /// ```sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
    /// CREATE INDEX orders_sku_idx ON orders (sku);
    /// ```
    /// ## Instead
    /// Use CREATE INDEX CONCURRENTLY, in a file of its own, and turn it into a constraint with USING INDEX.
    "blocking-index-build", Locks, Error, Work(&[Why::Index, Why::Key, Why::Exclusion], check),
    covers [
        "create-index-non-concurrent", "create-index-new-table-ok", "add-unique-builds-index",
        "add-pk-builds-index", "add-exclusion-constraint", "add-column-inline-unique",
    ], fix
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let (table, index) = match &step.statement.kind {
        Kind::AlterTable(it) => (&it.table.value, None),
        Kind::CreateIndex(it) => (&it.table.value, Some(it)),
        _ => return,
    };
    let partitioned = step.is_partitioned(table);
    let (why, instead) = match work.why {
        Why::Exclusion => (
            "An exclusion constraint always builds its own index.",
            "There is no other way: add it while nobody uses the table, under a lock_timeout.",
        ),
        Why::Key if partitioned => (
            "The index is built on every partition.",
            "Give each partition the constraint first, by CREATE UNIQUE INDEX CONCURRENTLY and USING INDEX; then add it here, \
             under a lock_timeout.",
        ),
        Why::Key => (
            "A constraint without USING INDEX builds its own.",
            "Build it with CREATE UNIQUE INDEX CONCURRENTLY first, then add the constraint USING INDEX.",
        ),
        _ if partitioned => (
            "The index is built on every partition.",
            "Create it ON ONLY this table, build one on each partition with CONCURRENTLY, and attach them.",
        ),
        _ => ("The index is built at once, from all rows.", "Use CREATE INDEX CONCURRENTLY, in a file of its own."),
    };
    let mut found = blocked(step, work, why, instead);
    if let Some(index) = index.filter(|_| step.siblings == 1 && !partitioned) {
        let end = index.keyword.end;
        found.fix = Some((Span { start: end, end }, " CONCURRENTLY".to_owned()));
    }
    out.emit(found);
}
