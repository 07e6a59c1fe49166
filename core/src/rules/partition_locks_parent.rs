use super::{Found, Out, Step};
use crate::finding::{Severity, Span};
use crate::statement::{ActionKind, Kind, Name, Object};

rule! {
    /// A partition comes or goes in a way that keeps everybody out of the whole partitioned table.
    ///
    /// DETACH PARTITION, CREATE TABLE … PARTITION OF and DROP TABLE of a partition take an ACCESS EXCLUSIVE lock on the
    /// partitioned table. It is short, but it waits for every query on any of the partitions, and everybody else waits
    /// behind it. ATTACH PARTITION takes only a SHARE UPDATE EXCLUSIVE lock, so creating the table first and attaching it
    /// stops nobody. DETACH PARTITION … CONCURRENTLY, from PostgreSQL 14 on, stops nobody either; it cannot stand in a
    /// transaction, and there must be no default partition.
    ///
    /// DETACH is a warning, the others are an info.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE log DETACH PARTITION log_2019;
    /// --                               ^^^^^^^^ partition-locks-parent
    /// CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    /// --                                 ^^^ partition-locks-parent
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE log DETACH PARTITION log_2019 CONCURRENTLY;
    /// ```
    /// ```sql
    /// CREATE TABLE log_2026 (LIKE log INCLUDING ALL, CHECK (at >= '2026-01-01' AND at < '2027-01-01'));
    /// ALTER TABLE log ATTACH PARTITION log_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    /// ```
    /// ## Instead
    /// Create the partition as a table and ATTACH it; DETACH CONCURRENTLY before dropping one.
    "partition-locks-parent", Locks, Warning, Statement(check),
    covers [
        "create-table-partition-of-locks-parent", "drop-partition-locks-parent", "detach-partition-non-concurrent",
    ]
}

const DETACH: &str = "Use DETACH PARTITION … CONCURRENTLY, in a file of its own.";

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::CreateTable(it) => {
            if let Some(of) = &it.partition_of {
                let instead = "Create it as a table, LIKE the other, with its bounds as a CHECK, and ATTACH it.";
                locked(step, &of.parent.value, of.parent.span, instead, Severity::Info, out);
            }
        }
        Kind::AlterTable(it) => {
            for action in &it.actions {
                let ActionKind::DetachPartition { partition, concurrently: false } = &action.kind else { continue };
                let table = step.before.table(&it.table.value);
                let default = table.is_some_and(|it| it.has_default_partition());
                let instead = match step.settings.postgres {
                    ..14 => "Do it when few use the table, under a lock_timeout. PostgreSQL 14 has CONCURRENTLY for it.",
                    _ if default => "CONCURRENTLY is refused beside a default partition: do it under a lock_timeout.",
                    _ => DETACH,
                };
                locked(step, &it.table.value, partition.span, instead, Severity::Warning, out);
            }
        }
        Kind::Drop(it) if it.object == Object::Table => {
            for object in &it.objects {
                let parent = step.before.table(&object.name.value).and_then(|it| it.partitioned_table());
                let Some(parent) = parent.map(|it| it.name()) else { continue };
                let name = Name { schema: Some(parent.schema), name: parent.name };
                let instead = "DETACH PARTITION … CONCURRENTLY first, then drop the table that is left.";
                locked(step, &name, object.name.span, instead, Severity::Info, out);
            }
        }
        _ => {}
    }
}

fn locked(step: &Step, parent: &Name, span: Span, instead: &str, at_most: Severity, out: &mut Out) {
    let name = step.full(parent);
    if !step.effect().locks.contains_key(&name) {
        return;
    }
    let found = Found::new(
        span,
        format!("Nobody can read or write any partition through `{name}` until this transaction ends."),
        "This takes an ACCESS EXCLUSIVE lock on the partitioned table, and waits for all who use it.",
        instead,
    );
    out.emit(found.about(name).at_most(at_most));
}
