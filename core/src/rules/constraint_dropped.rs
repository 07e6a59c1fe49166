use super::{Found, Out, Step, made};
use crate::statement::{ActionKind, Kind, Object};

rule! {
    /// A constraint is dropped, and rows that it would have refused get in.
    ///
    /// What a constraint kept out for years is written from the commit on, and nobody is told; adding it again then fails on
    /// those rows. Without its primary key or unique constraint, ON CONFLICT on those columns fails, and logical replication has
    /// no UPDATE and DELETE. Dropping a foreign key takes an ACCESS EXCLUSIVE lock on both tables.
    ///
    /// A table that the same file made is not reported, nor is a constraint where the same statement adds another, or the
    /// file one of its name.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders DROP CONSTRAINT orders_total_check;
    /// --                                 ^^^^^^^^^^^^^^^^^^ constraint-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE orders DROP CONSTRAINT orders_total_check, ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
    /// ```
    /// ## Instead
    /// Add the constraint that takes its place before, NOT VALID and then validated, and drop this one in the same transaction.
    "constraint-dropped", Compatibility, Warning, Statement(check),
    covers ["drop-constraint", "drop-primary-key"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::AlterTable(it) = &step.statement.kind else { return };
    let table = &it.table.value;
    if !step.is_in_use(table) {
        return;
    }
    let replaced = it.actions.iter().any(|it| matches!(it.kind, ActionKind::AddConstraint(_)));
    for action in it.actions.iter().filter(|_| !replaced) {
        let ActionKind::DropConstraint { name, .. } = &action.kind else { continue };
        if step.made.has(&made(Object::Constraint, &name.value)) {
            continue;
        }
        let found = Found::new(
            name.span,
            format!("This drops the constraint `{}` of `{table}`.", name.value),
            "Rows that it would have refused get in from the commit on, and stand in the way when it comes back.",
            "Add what takes its place before, NOT VALID and then validated, and drop this one afterwards.",
        );
        out.emit(found.about(step.full(table)));
    }
}
