use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// A sequence is dropped, and the place that it had counted to is lost.
    ///
    /// A sequence that is made anew begins at its start, and gives numbers that are taken: every INSERT fails until it has
    /// passed them. Without CASCADE the statement is refused while a default still uses the sequence (2BP01); with CASCADE the
    /// default goes, and INSERTs that leave the column out write NULL or fail.
    ///
    /// A sequence that the same file made is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP SEQUENCE invoice_numbers;
    /// --            ^^^^^^^^^^^^^^^ sequence-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER SEQUENCE invoice_numbers OWNED BY NONE;
    /// ```
    /// ## Instead
    /// Keep it until nothing has asked for a number any more; before it is made anew, read how far it had counted.
    "sequence-dropped", Destruction, Warning, Statement(check),
    covers ["drop-sequence"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::Sequence],
        "The place that it had counted to is lost; made anew, it gives numbers that are taken.",
        "Keep it until nothing asks it for a number, and note how far it had counted.",
    );
}
