use super::place::listed;
use super::{Back, Found, Out, Way, place};

rule! {
    /// What takes a migration back does not leave the schema as it was before.
    ///
    /// Where a tool keeps a way back for each migration, in a file of its own or in the same one, it is played on the
    /// schema that the migration leaves behind. Then everything has to be as it was: tables, columns with their types and
    /// defaults, constraints and indexes with their names, and all the rest of `lockgate schema`. What is left over makes
    /// the migration fail when it is applied again; what is missing is missed by the release that comes back. A way back
    /// that PostgreSQL refuses is told with its SQLSTATE.
    ///
    /// Rows are not looked at: what a dropped column held does not come back. A way back without a statement says that
    /// there is none, and is no finding.
    ///
    /// ## Settings
    /// ```toml
    /// layout = "golang-migrate"
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: 001_orders.up.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL DEFAULT '');
    /// CREATE INDEX orders_note_idx ON orders (note);
    /// -- file: 001_orders.down.sql
    /// DROP TABLE orders;
    /// -- file: 002_state.up.sql
    /// CREATE TYPE state AS ENUM ('new', 'paid');
    /// ALTER TABLE orders ADD COLUMN state state;
    /// -- file: 002_state.down.sql
    /// ALTER TABLE orders DROP COLUMN state;
    /// ------------------------------------ rollback-incomplete
    /// -- file: 003_total.up.sql
    /// ALTER TABLE orders ADD COLUMN total numeric;
    /// -- file: 003_total.down.sql
    /// ALTER TABLE orders DROP COLUMN totals;
    /// --                             ^^^^^^ rollback-incomplete
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.up.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL DEFAULT '');
    /// -- file: 001_orders.down.sql
    /// DROP TABLE orders;
    /// -- file: 002_state.up.sql
    /// CREATE TYPE state AS ENUM ('new', 'paid');
    /// ALTER TABLE orders ADD COLUMN state state;
    /// -- file: 002_state.down.sql
    /// ALTER TABLE orders DROP COLUMN state;
    /// DROP TYPE state;
    /// ```
    /// ## Instead
    /// Undo all of it, in the opposite order. What cannot be undone is better said by a way back that is empty.
    "rollback-incomplete", Failures, Warning, Back(check),
    covers ["down-not-inverse"]
}

fn check(it: &Back, out: &mut Out) {
    let (span, what) = match &it.way {
        Way::Unread { at, message } => (*at, format!("What takes this back can't be read: {message}")),
        Way::Refused { statement, failure, certain } => {
            let refuses = if *certain { "refuses" } else { "may refuse" };
            let what = format!("PostgreSQL {refuses} to go back ({}): {}.", failure.sqlstate, failure.what);
            (place(statement, failure, it.text), what)
        }
        Way::Leads { last, changes } => {
            (*last, format!("Going back does not undo it: {}.", listed(changes, "is left", "is missing")))
        }
    };
    out.emit_back(Found::new(
        span,
        what,
        "Whoever has to go back in a hurry finds a schema that was never there before.",
        "Undo all that the migration does, in the opposite order.",
    ));
}
