use super::{Found, InMigration, Out};
use crate::finding::{Severity, Span};
use crate::settings::RunnerTransaction;
use crate::statement::{Statement, TransactionRole as Role};

rule! {
    /// A statement stands outside the transaction it belongs to, or inside one that cannot hold it.
    ///
    /// A file that fails half-way must leave nothing behind, so its statements belong into one transaction: its own BEGIN
    /// and COMMIT, or the one that the tool opens for each file. Statements before that BEGIN or after that COMMIT are
    /// committed by themselves. With `runner.transaction = "none"` (preset `people-ops`) nobody opens one, and a file
    /// with several statements needs its own.
    ///
    /// CREATE INDEX CONCURRENTLY, VACUUM, CREATE DATABASE and their like are refused in a transaction (25001). They
    /// belong into a file of their own.
    ///
    /// ## Bad
    /// ```sql
    /// BEGIN;
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// -------------------------------------------------------- outside-transaction
    /// COMMIT;
    /// ```
    /// ```sql
    /// BEGIN;
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// COMMIT;
    /// COMMENT ON COLUMN orders.sku IS 'as printed';
    /// -------------------------------------------- outside-transaction
    /// ```
    /// ## Good
    /// ```sql
    /// BEGIN;
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// COMMENT ON COLUMN orders.sku IS 'as printed';
    /// COMMIT;
    /// ```
    /// ```sql
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// ```
    /// ## Instead
    /// Put what belongs together between one BEGIN and one COMMIT, and what cannot stand there into its own file.
    "outside-transaction", Transactions, Error, Migration(check)
}

fn check(it: &InMigration, out: &mut Out) {
    let statements = &it.read.statements;
    if statements.iter().any(|it| matches!(it.role, Role::Begin | Role::Commit | Role::Rollback)) {
        return own_transactions(statements, out);
    }
    let at_work: Vec<&Statement> = statements.iter().filter(|it| it.role != Role::SessionSetting).collect();
    match it.settings.runner.transaction {
        RunnerTransaction::File if at_work.len() > 1 => {
            for statement in at_work.iter().filter(|it| it.role == Role::OutsideOnly) {
                beside_others(statement, out);
            }
        }
        RunnerTransaction::None if at_work.len() > 1 => {
            let ordinary: Vec<&&Statement> = at_work.iter().filter(|it| it.role != Role::OutsideOnly).collect();
            if let [first, _, ..] = ordinary.as_slice() {
                loose(first.span, ordinary.len(), out);
            }
        }
        _ => {}
    }
}

/// A file with its own BEGIN: what is outside of it, and what cannot be inside.
fn own_transactions(statements: &[Statement], out: &mut Out) {
    let mut open: Option<Span> = None;
    for statement in statements {
        match (statement.role, open) {
            (Role::Begin, None) => open = Some(statement.span),
            (Role::Begin, Some(_)) => out.emit(Found::new(
                statement.span,
                "This BEGIN stands in a transaction that is already open.",
                "PostgreSQL only warns and goes on; the next COMMIT ends everything that came before.",
                "Remove it, or COMMIT before it. For a part that can be rolled back by itself use SAVEPOINT.",
            )),
            (Role::Commit | Role::Rollback, Some(_)) => open = None,
            (Role::Commit | Role::Rollback, None) => out.emit(Found::new(
                statement.span,
                "Here a transaction ends that this file never began.",
                "Where a tool wraps the file in its own transaction, this ends that one too early.",
                "Write BEGIN where it should begin, or leave both to the tool.",
            )),
            (Role::OutsideOnly, Some(_)) => inside(statement, out),
            (Role::Ordinary | Role::Savepoint, None) => after_commit(statement, out),
            _ => {}
        }
    }
    if let Some(span) = open {
        out.emit(Found::new(
            span,
            "This BEGIN has no COMMIT.",
            "At the end of the file the connection closes and PostgreSQL rolls everything back.",
            "Write COMMIT at the end.",
        ));
    }
}

fn inside(statement: &Statement, out: &mut Out) {
    out.emit(Found::new(
        statement.span,
        "PostgreSQL refuses this statement in a transaction.",
        "It fails with 25001, and with it everything since BEGIN.",
        "Move it into a file of its own, without BEGIN.",
    ));
}

fn beside_others(statement: &Statement, out: &mut Out) {
    out.emit(Found::new(
        statement.span,
        "This statement cannot share a file with others.",
        "PostgreSQL refuses it in a transaction (25001), and a file with several statements is run as one.",
        "Move it into a file of its own.",
    ));
}

fn after_commit(statement: &Statement, out: &mut Out) {
    let found = Found::new(
        statement.span,
        "This statement stands outside the file's own BEGIN and COMMIT.",
        "It is committed by itself: if the rest fails it stays, or the other way round.",
        "Move it between BEGIN and COMMIT, or into a file of its own.",
    );
    out.emit(found.at_most(Severity::Warning));
}

fn loose(first: Span, count: usize, out: &mut Out) {
    let found = Found::new(
        first,
        format!("Nothing holds the {count} statements of this file together."),
        "Each is committed by itself, so a failure half-way leaves the file half applied.",
        "Write BEGIN before the first and COMMIT after the last.",
    );
    out.emit(found.at_most(Severity::Warning));
}
