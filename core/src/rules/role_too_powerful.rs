use super::{Found, Out, Step};
use crate::statement::{Kind, Object};

rule! {
    /// A role may pass over every policy and privilege.
    ///
    /// SUPERUSER passes over all checks, BYPASSRLS over row security, and REPLICATION reads every table through the log. A
    /// migration that makes such a role makes it wherever it is run.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE ROLE support LOGIN BYPASSRLS;
    /// ----------------------------------- role-too-powerful
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE ROLE support LOGIN;
    /// ```
    /// ## Instead
    /// Make such roles by hand, where one sees in which cluster; grant what is needed to an ordinary one.
    "role-too-powerful", Security, Warning, Statement(check),
    covers ["superuser-or-bypassrls"]
}

fn check(step: &Step, out: &mut Out) {
    let words = match &step.statement.kind {
        Kind::CreateOther(it) if it.object == Object::Role => &it.parameters,
        _ => return,
    };
    let powerful = |name: &str| matches!(name, "superuser" | "bypassrls" | "isreplication");
    let on = |it: Option<&str>| it.is_none_or(|it| matches!(it, "1" | "true" | "on"));
    if let Some(word) = words.iter().find(|it| powerful(it.name.as_str()) && on(it.value.as_deref())) {
        out.emit(Found::new(
            step.statement.span,
            format!("This role is given {}.", word.name.as_str().trim_start_matches("is").to_ascii_uppercase()),
            "It passes over the privileges or policies that everything else relies on.",
            "Make such roles by hand, and grant what is needed to an ordinary one.",
        ));
    }
}
