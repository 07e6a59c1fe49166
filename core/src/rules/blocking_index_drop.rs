use super::{Found, Out, Step};
use crate::finding::{Severity, Span};
use crate::statement::{Kind, Object};

rule! {
    /// An index is dropped under a lock on its table that keeps everybody out.
    ///
    /// DROP INDEX takes an ACCESS EXCLUSIVE lock on the index and on its table. It is done in a moment, but it waits for
    /// every query on the table to end, and whoever comes after it waits for it. The lock is kept until the transaction
    /// ends. DROP INDEX CONCURRENTLY lets everybody go on; it takes one index, no CASCADE, and no transaction.
    ///
    /// The rule speaks once for a statement that drops several. An index of a partitioned table can't be dropped CONCURRENTLY: that is an info.
    ///
    /// ## Bad
    /// ```sql
    /// DROP INDEX orders_sku_idx;
    /// --         ^^^^^^^^^^^^^^ blocking-index-drop
    /// ```
    /// ## Good
    /// ```sql
    /// DROP INDEX CONCURRENTLY orders_sku_idx;
    /// ```
    /// ## Instead
    /// Use DROP INDEX CONCURRENTLY, in a file of its own.
    "blocking-index-drop", Locks, Warning, Statement(check),
    covers ["drop-index-non-concurrent"], fix
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Drop(drop) = &step.statement.kind else { return };
    if drop.object != Object::Index || drop.concurrently {
        return;
    }
    for object in &drop.objects {
        let name = &object.name;
        let known = step.before.relation_id(&name.value);
        let table = known.and_then(|id| step.before.catalog.get(id)?.index()).map(|it| it.table);
        let table = table.and_then(|id| crate::schema::Table::of(step.before, id));
        let missing = known.is_none() && (drop.if_exists && step.before.whole);
        if missing || table.is_some_and(|it| !step.effect().locks.contains_key(&it.name())) {
            continue;
        }
        let partitioned = table.is_some_and(|it| it.is_partitioned());
        let instead = match partitioned {
            true => "There is no other way for a partitioned table. Drop it when few use it, under a lock_timeout.",
            false => "Use DROP INDEX CONCURRENTLY, one index in a statement, in a file of its own.",
        };
        let mut found = Found::new(
            name.span,
            format!("Nobody can read or write the table of `{}` until this transaction ends.", name.value),
            "DROP INDEX takes an ACCESS EXCLUSIVE lock on the table too, and waits for all who use it.",
            instead,
        );
        if step.siblings == 1 && drop.objects.len() == 1 && !drop.cascade && !partitioned {
            let at = step.statement.span.start + "DROP INDEX".len();
            found.fix = Some((Span { start: at, end: at }, " CONCURRENTLY".to_owned()));
        }
        let found = if partitioned { found.at_most(Severity::Info) } else { found };
        return out.emit(match table {
            Some(table) => found.about(table.name()),
            None => found,
        });
    }
}
