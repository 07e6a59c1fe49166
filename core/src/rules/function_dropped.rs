use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// A function, procedure or aggregate is dropped, and whoever calls it fails.
    ///
    /// PostgreSQL knows which triggers, defaults, indexes and views call a function, and refuses to drop it from under them.
    /// It does not know what is called from programs, or from the bodies of other functions in PL/pgSQL: those fail when they
    /// run.
    ///
    /// A function that the same file made, or makes again, is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP FUNCTION order_total(bigint);
    /// --            ^^^^^^^^^^^ function-dropped
    /// ```
    /// ```sql
    /// DROP PROCEDURE archive_orders;
    /// --             ^^^^^^^^^^^^^^ function-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// DROP FUNCTION IF EXISTS order_total(bigint);
    /// CREATE FUNCTION order_total(bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
    /// ```
    /// ## Instead
    /// Release the program that no longer calls it first, and drop it in a later migration.
    "function-dropped", Compatibility, Warning, Statement(check),
    covers ["drop-function"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::Function, Object::Procedure, Object::Aggregate, Object::Routine],
        "Whoever calls it fails when it runs; of calls in PL/pgSQL and in programs PostgreSQL knows nothing.",
        "Release the program that no longer calls it first; drop it in a later migration.",
    );
}
