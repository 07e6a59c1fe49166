use super::locked::nobody;
use super::{Found, Holding, Out};
use crate::finding::Severity;
use crate::schema::FullName;
use crate::statement::{Kind, LockMode};

rule! {
    /// A statement reads a whole table while an earlier one of its transaction keeps others out.
    ///
    /// A lock is kept until the transaction ends. What was a moment by itself, ADD COLUMN or ADD CONSTRAINT … NOT VALID, then
    /// lasts as long as the slowest statement after it: a VALIDATE CONSTRAINT in the same transaction makes NOT VALID
    /// pointless, because the table is still locked while its rows are read.
    ///
    /// What fills a new table or view may find its rows by an index: that is a warning.
    ///
    /// Statements that make others wait by themselves have rules of their own, and changes of rows too:
    /// `backfill-while-locked`.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
    /// ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
    /// ----------------------------------------------------- scan-while-locked
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
    /// -- file: 002_orders.sql
    /// ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
    /// ```
    /// ## Instead
    /// Commit before it: move it into a later migration, or before the statement that locks.
    "scan-while-locked", Locks, Error, Holding(check),
    covers [
        "not-valid-validate-same-transaction", "statement-while-holding-access-exclusive", "long-statement-after-lock",
    ]
}

fn check(it: &Holding, out: &mut Out) {
    let statement = it.step.statement;
    let effect = it.step.effect();
    if it.blocks || effect.outside_only || it.changes_rows() {
        return;
    }
    let Some((held, mode)) = it.strongest() else { return };
    // What it locks itself is another rule's.
    let lightly = |name: &&FullName| effect.locks.get(*name).is_none_or(|own| *own < LockMode::Share);
    let fills = matches!(statement.kind, Kind::CreateTable(_) | Kind::CreateView(_));
    let whole = effect.scans.iter().find(lightly);
    let Some(read) = whole.or_else(|| effect.reads.iter().find(lightly).filter(|_| fills)) else { return };
    let who = if read == held { "it".to_owned() } else { format!("`{held}`") };
    let (reads, weight) = match whole {
        Some(_) => ("reads", Severity::Error),
        None => ("may read", Severity::Warning),
    };
    let found = Found::new(
        statement.span,
        format!("This {reads} `{read}` from end to end while nobody can {} {who}.", nobody(mode)),
        format!("An earlier statement of the transaction has locked `{held}` {mode}, until the transaction ends."),
        "Move it into a later migration, or before the statement that locks.",
    );
    out.emit(found.about(held.clone()).at_most(weight));
}
