use super::{Found, InMigration, Out};
use crate::finding::Span;
use crate::statement::{Kind, SetTo};

rule! {
    /// A setting is changed for the session, and the next file runs under it.
    ///
    /// Tools apply several files through one connection, and take it back to a pool afterwards. A search_path, a role or a timeout
    /// that one file sets stays for what comes behind it, on the days on which both are pending; when they are applied one by one
    /// it does not.
    ///
    /// ## Bad
    /// ```sql
    /// SET search_path = billing, public;
    /// --------------------------------- session-setting-left
    /// CREATE TABLE invoices (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// BEGIN;
    /// SET LOCAL search_path = billing, public;
    /// CREATE TABLE invoices (id bigint PRIMARY KEY);
    /// COMMIT;
    /// ```
    /// ```sql
    /// SET search_path = billing, public;
    /// CREATE TABLE invoices (id bigint PRIMARY KEY);
    /// RESET search_path;
    /// ```
    /// ## Instead
    /// Use SET LOCAL inside of the transaction, or RESET it at the end of the file.
    "session-setting-left", Transactions, Warning, Migration(check),
    covers ["reset-search-path", "timeout-leaks-to-pool"]
}

/// What changes the meaning of what comes behind; timeouts only protect it.
const STAYS: &[&str] = &["search_path", "role", "session_authorization", "default_tablespace", "row_security"];

fn check(it: &InMigration, out: &mut Out) {
    let mut left: Vec<(&str, Span)> = Vec::new();
    for statement in &it.read.statements {
        let Kind::Set(set) = &statement.kind else { continue };
        left.retain(|it| it.0 != set.name && !matches!(set.to, SetTo::ResetAll));
        if STAYS.contains(&set.name.as_str()) && matches!(set.to, SetTo::Values(_)) && !set.local {
            left.push((&set.name, statement.span));
        }
    }
    for (name, span) in left {
        out.emit(Found::new(
            span,
            format!("`{name}` stays as it is set here when the file has ended."),
            "What is applied behind it through the same connection runs under it, and only then.",
            format!("Use SET LOCAL inside of the transaction, or RESET {name} at the end of the file."),
        ));
    }
}
