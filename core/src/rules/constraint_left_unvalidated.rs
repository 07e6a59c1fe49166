use super::{End, Found, Out};
use crate::schema::Table;
use crate::schema::catalog::{Constraint, ConstraintKind};

rule! {
    /// A constraint was added NOT VALID, and no later migration validates it.
    ///
    /// NOT VALID checks new rows alone. Until it is validated the old rows may break it: the planner does not rely on it, SET NOT
    /// NULL and ATTACH PARTITION scan the table although it is there, and a restored dump may fail. It is the first half of a safe
    /// recipe of which the second half never came.
    ///
    /// A constraint of the newest migration is not reported: validating it belongs in the next one.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_orders.sql
    /// ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
    /// --                                                   ^^^^^ constraint-left-unvalidated
    /// -- file: 002_notes.sql
    /// CREATE TABLE notes (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
    /// -- file: 002_orders.sql
    /// ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
    /// ```
    /// ## Instead
    /// Add a migration with ALTER TABLE … VALIDATE CONSTRAINT: it makes nobody wait but other schema changes.
    "constraint-left-unvalidated", Locks, Warning, End(check),
    covers ["not-valid-never-validated", "safe-alternative-missing-followup"]
}

fn check(end: &End, out: &mut Out) {
    let last = end.revision.migrations.len().saturating_sub(1);
    for (_, object) in end.schema.catalog.objects() {
        let left = |it: &&Constraint| !it.valid && it.enforced && it.parent.is_none();
        let Some(constraint) = object.constraint().filter(left) else { continue };
        let Some(origin) = object.born.filter(|it| it.migration < last && end.is_new(*it)) else { continue };
        let Some(table) = object.below.and_then(|id| Table::of(end.schema, id)) else { continue };
        if constraint.kind == ConstraintKind::Trigger {
            continue;
        }
        let (name, table) = (&object.name, table.name());
        let found = Found::new(
            origin.span,
            format!("`{name}` on `{table}` is NOT VALID, and nothing validates it."),
            "Old rows may break it, so nothing can rely on it: it is only the first half of a safe change.",
            format!("Add a migration: ALTER TABLE {table} VALIDATE CONSTRAINT {name};"),
        );
        out.emit_at(origin, found.about(table));
    }
}
