use super::{Found, Out, Step};
use crate::statement::Kind;

rule! {
    /// Who gets a privilege may give it to others.
    ///
    /// WITH GRANT OPTION makes the holder a second owner of the privilege: who may do what is not decided in migrations any more.
    /// Taking it back later needs CASCADE, which also takes it from everybody further down.
    ///
    /// ## Bad
    /// ```sql
    /// GRANT SELECT ON accounts TO reporting WITH GRANT OPTION;
    /// ------------------------------------------------------- privilege-passed-on
    /// ```
    /// ## Good
    /// ```sql
    /// GRANT SELECT ON accounts TO reporting;
    /// ```
    /// ## Instead
    /// Leave WITH GRANT OPTION out, and grant by migrations alone.
    "privilege-passed-on", Security, Warning, Statement(check),
    covers ["grant-option"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Grant(it) = &step.statement.kind else { return };
    if !it.revoke && it.grant_option {
        out.emit(Found::new(
            step.statement.span,
            "Who gets this may give it to others.",
            "Who may do what is not decided in migrations any more.",
            "Leave WITH GRANT OPTION out.",
        ));
    }
}
