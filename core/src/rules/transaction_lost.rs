use super::{Found, Out, Revision};
use crate::discovery::Mark;
use crate::finding::Span;

rule! {
    /// A `metadata.toml` leaves the transaction out without saying so.
    ///
    /// diesel runs a migration in a transaction unless its `metadata.toml` says otherwise. But a file that is there and
    /// does not name `run_in_transaction` counts as `false`: an empty one is enough. A failure half-way then leaves the
    /// migration half applied.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 2026-01-01-000000_orders/up.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 2026-01-01-000000_orders/metadata.toml transaction-lost
    /// # about orders
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 2026-01-01-000000_orders/up.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 2026-01-01-000000_orders/metadata.toml
    /// run_in_transaction = true
    /// ```
    /// ## Instead
    /// Write `run_in_transaction` with what is meant, or remove the file.
    "transaction-lost", Transactions, Warning, Folder(check),
    covers []
}

fn check(revision: &Revision, out: &mut Out) {
    for new in revision.migrations.iter().filter(|it| it.new) {
        let Mark::Unmeant { file } = new.migration.mark else { continue };
        out.emit_file(
            &revision.files[file].path,
            Found::new(
                Span { start: 0, end: 0 },
                "This file does not say `run_in_transaction`, which diesel takes for `false`.",
                format!("`{}` runs without a transaction, though nobody asked for that.", new.migration.name),
                "Write `run_in_transaction = true`, or `false` if that is meant, or remove the file.",
            ),
        );
    }
}
