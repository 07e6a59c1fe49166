use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// An extension is dropped, with the types and functions that it brought.
    ///
    /// Columns of its types go with CASCADE, and without it the statement fails while there are such (2BP01). Calls of its
    /// functions in programs and in PL/pgSQL fail when they run. To install it again may need a superuser.
    ///
    /// An extension that the same file made is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP EXTENSION citext;
    /// --             ^^^^^^ extension-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE EXTENSION IF NOT EXISTS citext;
    /// ```
    /// ## Instead
    /// Move columns and calls away from it first, release that, and drop it without CASCADE in a later migration.
    "extension-dropped", Destruction, Warning, Statement(check),
    covers ["drop-extension"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::Extension],
        "Its types and functions go with it; what still calls them fails when it runs.",
        "Move columns and calls away first, and drop it without CASCADE in a later migration.",
    );
}
