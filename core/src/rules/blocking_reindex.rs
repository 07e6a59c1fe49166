use super::Step;
use super::locked::blocked;
use super::Out;
use crate::effect::{Why, Work};

rule! {
    /// An index is built anew while nobody can write to its table.
    ///
    /// REINDEX takes a SHARE lock on the table, so every INSERT, UPDATE and DELETE waits, and an ACCESS EXCLUSIVE lock on
    /// the index, so every query that would use it waits too. REINDEX SCHEMA, DATABASE and SYSTEM do so table by table.
    ///
    /// REINDEX … CONCURRENTLY builds a new index beside the old one. It cannot stand in a transaction.
    ///
    /// ## Bad
    /// ```sql
    /// REINDEX TABLE orders;
    /// --            ^^^^^^ blocking-reindex
    /// ```
    /// ## Good
    /// ```sql
    /// REINDEX TABLE CONCURRENTLY orders;
    /// ```
    /// ## Instead
    /// Use REINDEX … CONCURRENTLY, in a file of its own.
    "blocking-reindex", Locks, Error, Work(&[Why::Reindex], check),
    covers ["reindex-non-concurrent", "reindex-or-cluster-all"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let why = "The index itself is locked ACCESS EXCLUSIVE, so whoever reads by it waits too.";
    out.emit(blocked(step, work, why, "Use REINDEX … CONCURRENTLY, in a file of its own."));
}
