use super::{Found, InMigration, Out};
use crate::finding::Span;
use crate::statement::{Body, Constant, Expr, Kind, Statement};

mod secret;

rule! {
    /// A password, or what is made of one, stands in a migration.
    ///
    /// A migration is read by everybody who can read the repository and its whole history, it ends up in logs, and it
    /// gives every installation the same key. A hash is no better where the password is well known or short, and a
    /// comment that tells it is as good as the password.
    ///
    /// Found are passwords in quotes behind PASSWORD or in a column of that name, in URLs, in `crypt('…')`, in comments
    /// such as `Password: …`, and hashes by their shape: bcrypt, argon2, scrypt, PBKDF2, SHA-crypt, md5 and SCRAM as
    /// PostgreSQL keeps them. The finding says where, never what.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_admin.sql credential-exposed credential-exposed
    /// -- Password: Winter2025!
    /// CREATE ROLE reporting LOGIN PASSWORD 'only4reports';
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE ROLE reporting LOGIN;
    /// INSERT INTO users (email, password_hash) VALUES ('admin@example.org', NULL);
    /// ```
    /// ## Instead
    /// Let the installation bring its secret, and set it outside of migrations. What has stood in a file is known: change
    /// it wherever the file has run.
    "credential-exposed", Security, Error, Migration(check),
    covers ["plaintext-password"]
}

fn check(it: &InMigration, out: &mut Out) {
    let Some(source) = &it.read.source else { return };
    for (at, what) in secret::find(&source.text) {
        let here = Span { start: at, end: at + 1 };
        // What was filled in stands in the settings, not here.
        if source.is_written(here) {
            emit(Span { start: at, end: at }, what, out);
        }
    }
    for statement in it.read.statements.iter().flat_map(|it| std::iter::once(it).chain(&it.inner)) {
        inserted(statement, out);
    }
}

/// A row with a password in the column for it.
fn inserted(statement: &Statement, out: &mut Out) {
    let Kind::Insert(it) = &statement.kind else { return };
    let named = it.columns.iter().position(|it| secret::is_password(it.as_str()));
    let (Some(at), Some(query)) = (named, &it.query) else { return };
    let Body::Values(values) = &query.body else { return };
    // Of several rows the first speaks for all.
    let first = values.first.get(at);
    if matches!(first, Some(Expr::Constant(Constant::Text(text))) if secret::is_plain(text)) {
        emit(Span { start: it.table.span.start, end: it.table.span.start }, "a password in a row", out);
    }
}

fn emit(span: Span, what: &str, out: &mut Out) {
    out.emit(Found::new(
        span,
        format!("This file holds {what}."),
        "Whoever reads the repository, its history or a log can use it, on every installation alike.",
        "Let the installation bring the secret and set it outside of migrations; change it wherever this file has run.",
    ));
}
