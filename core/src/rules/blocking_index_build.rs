use super::{Found, Out, Step};
use crate::finding::Span;
use crate::statement::{ActionKind, ConstraintKind, CreateIndex, Kind, Name};

rule! {
    /// An index is built in a way that makes others wait until it is done.
    ///
    /// CREATE INDEX takes a SHARE lock: reading goes on, every INSERT, UPDATE and DELETE on the table waits. A UNIQUE or
    /// PRIMARY KEY constraint that builds its own index does so under an ACCESS EXCLUSIVE lock, so readers wait as well.
    /// The lock is kept until the transaction ends.
    ///
    /// CREATE INDEX CONCURRENTLY makes nobody wait. It takes longer, cannot stand in a transaction, and leaves an
    /// INVALID index behind when it fails. On a partitioned table it is not possible: build the index on each partition.
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
    "blocking-index-build", Locks, Error, Statement(check),
    covers [
        "create-index-non-concurrent", "create-index-new-table-ok", "add-unique-builds-index",
        "add-pk-builds-index", "add-column-inline-unique",
    ], fix
}

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::CreateIndex(it) if !it.concurrently && step.is_in_use(&it.table.value) => index(step, it, out),
        Kind::AlterTable(it) if step.is_in_use(&it.table.value) => {
            for action in &it.actions {
                let constraints = match &action.kind {
                    ActionKind::AddConstraint(constraint) => std::slice::from_ref(constraint),
                    ActionKind::AddColumn { constraints, .. } => constraints,
                    _ => continue,
                };
                let builds = |kind: &ConstraintKind| {
                    matches!(
                        kind,
                        ConstraintKind::PrimaryKey { using: None, .. } | ConstraintKind::Unique { using: None, .. }
                    )
                };
                for constraint in constraints.iter().filter(|it| builds(&it.kind)) {
                    key(step, &it.table.value, constraint.span, out);
                }
            }
        }
        _ => {}
    }
}

fn index(step: &Step, it: &CreateIndex, out: &mut Out) {
    let table = &it.table.value;
    let partitioned = step.before.table(table).is_some_and(|table| table.is_partitioned());
    let instead = match partitioned {
        true => "Create it ON ONLY this table, build one on each partition with CONCURRENTLY, and attach them.",
        false => "Use CREATE INDEX CONCURRENTLY, in a file of its own.",
    };
    let mut found = Found::new(
        it.keyword,
        format!("This index build blocks every write to `{table}` until it is done."),
        "CREATE INDEX takes a SHARE lock and keeps it until the transaction ends.",
        instead,
    );
    if step.siblings == 1 && !partitioned {
        let end = it.keyword.end;
        found.fix = Some((Span { start: end, end }, " CONCURRENTLY".to_owned()));
    }
    out.emit(found.about(step.full(table)));
}

fn key(step: &Step, table: &Name, span: Span, out: &mut Out) {
    let found = Found::new(
        span,
        format!("This constraint builds its index while nobody can read or write `{table}`."),
        "ALTER TABLE takes an ACCESS EXCLUSIVE lock and keeps it until the transaction ends.",
        "Build the index with CREATE UNIQUE INDEX CONCURRENTLY first, then add the constraint USING INDEX.",
    );
    out.emit(found.about(step.full(table)));
}
