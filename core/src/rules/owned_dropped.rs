use super::{Found, Out, Step};
use crate::statement::Kind;

rule! {
    /// Everything that a role owns is dropped.
    ///
    /// DROP OWNED takes every table, view, function and privilege of the role in this database, without naming any. REASSIGN
    /// OWNED gives them to another role under an ACCESS EXCLUSIVE lock on each.
    ///
    /// ## Bad
    /// ```sql
    /// DROP OWNED BY departed;
    /// ---------------------- owned-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE orders OWNER TO app;
    /// ```
    /// ## Instead
    /// Give each object to another role by its name first; then the role can be dropped.
    "owned-dropped", Destruction, Error, Statement(check),
    covers ["drop-owned-by"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Other(it) = &step.statement.kind else { return };
    if it.what.starts_with("DROP OWNED") {
        out.emit(Found::new(
            step.statement.span,
            "This drops everything that a role owns here, without naming any of it.",
            "Tables go with their rows, wherever this file is run.",
            "Give each object to another role by its name first; then drop the role.",
        ));
    }
}
