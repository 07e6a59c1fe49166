use super::{Found, Out, Step};
use crate::statement::{Kind, SetTo};

rule! {
    /// The session acts as a replica, so that triggers and foreign keys are not checked.
    ///
    /// With `session_replication_role = replica` ordinary triggers do not fire, and foreign keys are triggers: rows that point
    /// nowhere get in, cascades do not happen, audit trails have a gap. What was written meanwhile is never checked later.
    ///
    /// ## Bad
    /// ```sql
    /// SET session_replication_role = replica;
    /// -------------------------------------- replication-role-set
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE orders DISABLE TRIGGER orders_audit;
    /// INSERT INTO orders (id, total) VALUES (1, 0);
    /// ALTER TABLE orders ENABLE TRIGGER orders_audit;
    /// ```
    /// ## Instead
    /// Switch off the one trigger that is in the way, in the same transaction; leave foreign keys on.
    "replication-role-set", Destruction, Error, Statement(check),
    covers ["session-replication-role"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Set(it) = &step.statement.kind else { return };
    let replica = |it: &SetTo| matches!(it, SetTo::Values(to) if to.iter().any(|it| it.eq_ignore_ascii_case("replica")));
    if it.name == "session_replication_role" && replica(&it.to) {
        out.emit(Found::new(
            step.statement.span,
            "From here on triggers do not fire, and foreign keys are not checked.",
            "Rows that point nowhere get in, and nothing checks them later.",
            "Switch off the one trigger that is in the way, in the same transaction.",
        ));
    }
}
