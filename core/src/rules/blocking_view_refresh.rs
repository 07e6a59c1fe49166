use super::locked::blocked;
use super::{Found, Out, Step};
use crate::effect::{Why, Work};
use crate::finding::Severity;

rule! {
    /// A materialized view is filled anew, and nobody can read it until that is done.
    ///
    /// REFRESH MATERIALIZED VIEW takes an ACCESS EXCLUSIVE lock for as long as its query runs. With CONCURRENTLY readers go
    /// on; it needs a unique index on plain columns, without WHERE. It takes an EXCLUSIVE lock all the same, so a second
    /// refresh waits, and it compares all rows: that is an info. It may stand in a transaction.
    ///
    /// A view that was created WITH NO DATA and never filled is not reported: nobody can read it yet.
    ///
    /// ## Bad
    /// ```sql
    /// REFRESH MATERIALIZED VIEW sales;
    /// --                        ^^^^^ blocking-view-refresh
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE MATERIALIZED VIEW sales AS SELECT 1 AS one WITH NO DATA;
    /// REFRESH MATERIALIZED VIEW sales;
    /// ```
    /// ## Instead
    /// Use REFRESH MATERIALIZED VIEW CONCURRENTLY, with a unique index, and outside of the migration where it takes long.
    "blocking-view-refresh", Locks, Error, Work(&[Why::Refresh, Why::RefreshConcurrently], check),
    covers ["refresh-matview-non-concurrent", "refresh-matview-concurrently-blocks-writes"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    if work.why == Why::Refresh {
        let instead = "Use REFRESH MATERIALIZED VIEW CONCURRENTLY; it needs a unique index without WHERE.";
        return out.emit(blocked(step, work, "Its query runs from beginning to end.", instead));
    }
    let found = Found::new(
        work.span,
        "Readers go on, but any other refresh of this view waits until this one is done.",
        "CONCURRENTLY takes an EXCLUSIVE lock, not a weaker one, and compares the view with all rows of its query.",
        "Refresh it outside of the migration where it takes long.",
    );
    out.emit(found.at_most(Severity::Info));
}
