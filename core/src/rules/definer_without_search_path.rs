use super::{Found, Out, Step};
use crate::statement::Kind;

rule! {
    /// A SECURITY DEFINER function finds its tables through the caller's search_path.
    ///
    /// It runs with the rights of its owner. Whoever calls it can put a schema of his own first in the search_path, with a table
    /// or an operator of the name that the function asks for, and has the function work on that with its owner's rights.
    ///
    /// `pg_temp` is searched first where it is not named, so it has to stand last.
    ///
    /// ## Bad
    /// ```sql
    /// CREATE FUNCTION close_account(who bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
    /// --              ^^^^^^^^^^^^^ definer-without-search-path
    /// AS 'UPDATE accounts SET closed = true WHERE id = who';
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE FUNCTION close_account(who bigint) RETURNS void LANGUAGE sql SECURITY DEFINER
    /// SET search_path = public, pg_temp
    /// AS 'UPDATE accounts SET closed = true WHERE id = who';
    /// ```
    /// ## Instead
    /// Set the path with the function: `SET search_path = app, pg_temp`, with pg_temp last.
    "definer-without-search-path", Security, Warning, Statement(check),
    covers ["security-definer-search-path", "security-definer-pg-temp-last"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::CreateFunction(it) = &step.statement.kind else { return };
    if it.options.security_definer != Some(true) || it.body.atomic {
        return;
    }
    let path = it.options.settings.iter().find(|it| it.name == "search_path");
    let schemas = path.and_then(|it| it.search_path()).unwrap_or_default();
    let last = schemas.iter().position(|it| it.as_str() == "pg_temp").is_none_or(|at| at + 1 == schemas.len());
    let what = match path {
        None => "This function runs with its owner's rights on tables that its caller chooses.",
        Some(_) if !last => "This function looks into the caller's temporary tables before its own schemas.",
        Some(_) => return,
    };
    out.emit(Found::new(
        it.name.span,
        what,
        "SECURITY DEFINER runs as the owner; unqualified names are looked up in the search_path.",
        "Add SET search_path = …, pg_temp to the function, with pg_temp last.",
    ));
}
