use super::{Found, InMigration, Out};
use crate::discovery::Mark;

rule! {
    /// A mark that should leave the transaction out stands where the tool does not look.
    ///
    /// The file then runs in a transaction after all, and what cannot stand in one fails (25001). sqlx wants
    /// `-- no-transaction` as the very first bytes: a licence, an empty line or a byte order mark before it disables it
    /// without a word. goose wants its marks at the start of a line; Atlas wants an empty line behind the comments at the
    /// top; dbmate wants `transaction:false` on the line of the marker itself.
    ///
    /// ## Settings
    /// ```toml
    /// layout = "sqlx"
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: 1_orders_sku_idx.sql
    /// -- Part of the search for orders by what was in them.
    /// -- no-transaction
    /// ----------------- transaction-mark-ignored
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// -------------------------------------------------------- outside-transaction
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 1_orders_sku_idx.sql
    /// -- no-transaction
    /// -- Part of the search for orders by what was in them.
    /// CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
    /// ```
    /// ## Instead
    /// Put the mark where the tool reads it.
    "transaction-mark-ignored", Transactions, Error, Migration(check),
    covers []
}

fn check(it: &InMigration, out: &mut Out) {
    if let Mark::Ignored { span, why } = it.read.migration.mark {
        let what = "The tool does not read this mark, so the file runs in a transaction.";
        out.emit(Found::new(span, what, why, "Put it where the tool looks for it."));
    }
}
