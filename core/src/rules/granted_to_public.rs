use super::{Found, Out, Step};
use crate::statement::{Kind, Role};

rule! {
    /// Everybody gets a privilege.
    ///
    /// PUBLIC is every role there is and every role that there will be, also the one that only makes backups or reads reports.
    /// Until 14 everybody could also create objects in the schema `public`.
    ///
    /// ## Bad
    /// ```sql
    /// GRANT SELECT ON accounts TO PUBLIC;
    /// ---------------------------------- granted-to-public
    /// ```
    /// ## Good
    /// ```sql
    /// GRANT SELECT ON accounts TO reporting;
    /// ```
    /// ```sql
    /// REVOKE ALL ON SCHEMA public FROM PUBLIC;
    /// ```
    /// ## Instead
    /// Name the roles, or make a role that groups them.
    "granted-to-public", Security, Warning, Statement(check),
    covers ["grant-to-public"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Grant(it) = &step.statement.kind else { return };
    if !it.revoke && it.roles.contains(&Role::Public) {
        out.emit(Found::new(
            step.statement.span,
            "This gives a privilege to everybody.",
            "PUBLIC is every role there is and will be.",
            "Name the roles, or make a role that groups them.",
        ));
    }
}
