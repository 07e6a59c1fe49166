use super::{Found, Out, Step};
use crate::statement::{ActionKind, Kind, LockMode, Object};
use crate::schema::FullName;
use crate::finding::Span;

rule! {
    /// The table that a foreign key points at is locked too, though the statement does not name it.
    ///
    /// DROP CONSTRAINT of a foreign key, DROP COLUMN of its column and DROP TABLE of its table take an ACCESS EXCLUSIVE
    /// lock on the table that it points at, because a trigger goes from there. That table is often the busier one. The
    /// lock is short, but it waits for every query on that table, and everybody else waits behind it.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_shop.sql
    /// CREATE TABLE customers (id bigint PRIMARY KEY);
    /// CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint CONSTRAINT whose REFERENCES customers (id));
    /// CREATE INDEX orders_customer_idx ON orders (customer);
    /// -- file: 002_shop.sql
    /// ALTER TABLE orders DROP CONSTRAINT whose;
    /// --                                 ^^^^^ other-table-locked
    /// --                                 ^^^^^ constraint-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_shop.sql
    /// CREATE TABLE customers (id bigint PRIMARY KEY);
    /// CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint CONSTRAINT whose REFERENCES customers (id));
    /// CREATE INDEX orders_customer_idx ON orders (customer);
    /// -- file: 002_shop.sql
    /// ALTER TABLE orders ALTER CONSTRAINT whose DEFERRABLE;
    /// ```
    /// ## Instead
    /// Drop one foreign key in a transaction, with a lock_timeout, and the table or column after that.
    "other-table-locked", Locks, Info, Statement(check),
    covers ["drop-fk-locks-referenced", "fk-locks-both-tables"]
}

fn check(step: &Step, out: &mut Out) {
    match &step.statement.kind {
        Kind::AlterTable(it) => {
            let action = it.actions.iter().find_map(|it| match &it.kind {
                ActionKind::DropConstraint { name, .. } => Some(name.span),
                ActionKind::DropColumn { column, .. } => Some(column.span),
                _ => None,
            });
            if let Some(span) = action {
                others(step, span, &[step.full(&it.table.value)], out);
            }
        }
        Kind::Drop(it) if it.object == Object::Table && !it.objects.is_empty() => {
            let named: Vec<FullName> = it.objects.iter().map(|it| step.full(&it.name.value)).collect();
            others(step, it.objects[0].name.span, &named, out);
        }
        _ => {}
    }
}

/// The first table that is locked and that nobody would guess: no child of one that is named, and not the whole that it
/// is a partition of.
fn others(step: &Step, span: Span, named: &[FullName], out: &mut Out) {
    let own: Vec<_> = named.iter().filter_map(|name| step.before.table_named(name)).collect();
    let other = step.effect().locks.iter().find(|(name, mode)| {
        let points = || own.iter().any(|it| it.points_at(name));
        **mode == LockMode::AccessExclusive && !named.contains(name) && points()
    });
    let Some((name, _)) = other else { return };
    let found = Found::new(
        span,
        format!("Nobody can read or write `{name}` until this transaction ends."),
        "A foreign key points there, and the trigger that kept it goes under an ACCESS EXCLUSIVE lock.",
        "Drop the foreign key alone in its transaction, under a lock_timeout.",
    );
    out.emit(found.about(name.clone()));
}
