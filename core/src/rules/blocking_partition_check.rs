use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Task, Why, Work};

rule! {
    /// The rows of a partition are looked at while nobody can read or write it.
    ///
    /// ATTACH PARTITION reads the whole new partition to see whether all rows lie within its bounds, unless a valid CHECK
    /// on it says so. It builds what indexes the partitioned table has and the partition lacks. Where there is a default
    /// partition, ATTACH and CREATE TABLE … PARTITION OF lock that too and read it, in case it holds rows of the new one.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_log.sql
    /// CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);
    /// CREATE TABLE log_rest PARTITION OF log DEFAULT;
    /// CREATE TABLE log_2026 (at date NOT NULL);
    /// -- file: 002_log.sql
    /// ALTER TABLE log ATTACH PARTITION log_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    /// --                               ^^^^^^^^ blocking-partition-check
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_log.sql
    /// CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);
    /// CREATE TABLE log_2026 (at date NOT NULL, CHECK (at >= '2026-01-01' AND at < '2027-01-01'));
    /// -- file: 002_log.sql
    /// ALTER TABLE log ATTACH PARTITION log_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    /// ```
    /// ## Instead
    /// Add the bounds as a CHECK, NOT VALID and validated in a later transaction, build the indexes CONCURRENTLY, and
    /// attach after that. Give a default partition a CHECK that rules the new bounds out.
    "blocking-partition-check", Locks, Error, Work(&[Why::Bounds, Why::DefaultPartition], check),
    covers ["attach-partition-without-check", "attach-scans-default-partition"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let (why, instead) = match (work.why, work.task) {
        (Why::DefaultPartition, _) => (
            "The default partition may hold rows that belong into the new one, so all of it is read.",
            "Give the default partition a CHECK that rules the new bounds out first: NOT VALID, then VALIDATE in a later \
             transaction.",
        ),
        (_, Task::Build) => (
            "The partitioned table has an index that the partition lacks.",
            "Build the same index on the partition with CONCURRENTLY first, and give it its bounds as a valid CHECK.",
        ),
        _ => (
            "No valid CHECK proves that all rows lie within the bounds.",
            "Give it the bounds as a CHECK first: NOT VALID, then VALIDATE in a later transaction. Drop it after the ATTACH.",
        ),
    };
    out.emit(blocked(step, work, why, instead));
}
