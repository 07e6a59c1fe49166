use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// A trigger or a rule is dropped, and what it watched over is not watched any more.
    ///
    /// Triggers keep audit trails, derived columns and checks that no constraint can say. Without one, rows are written that it
    /// would have changed or refused, and nobody is told. DROP TRIGGER takes an ACCESS EXCLUSIVE lock on the table, while CREATE
    /// TRIGGER takes only SHARE ROW EXCLUSIVE.
    ///
    /// A trigger that the same file made, or makes again, is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP TRIGGER accounts_audit ON accounts;
    /// --           ^^^^^^^^^^^^^^ trigger-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// DROP TRIGGER IF EXISTS accounts_audit ON accounts;
    /// CREATE TRIGGER accounts_audit AFTER UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION audit();
    /// ```
    /// ## Instead
    /// Say in the migration what takes its place. From PostgreSQL 14 on, CREATE OR REPLACE TRIGGER leaves no gap.
    "trigger-dropped", Compatibility, Warning, Statement(check),
    covers ["drop-trigger"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::Trigger, Object::Rule, Object::EventTrigger],
        "Rows are written from now on that it would have changed or refused, and nobody is told.",
        "Say what takes its place; CREATE OR REPLACE TRIGGER (PostgreSQL 14 and later) leaves no gap.",
    );
}
