use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};

rule! {
    /// A table gets a new file, and nobody can read or write it until the last row is copied.
    ///
    /// CLUSTER, VACUUM FULL, SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD and SET EXPRESSION copy every
    /// row under an ACCESS EXCLUSIVE lock, and most of them build every index again. The copy needs as much room as the
    /// table; SET LOGGED also writes all of it to the write-ahead log, and so to every replica.
    ///
    /// What changes nothing is not reported: a table that is logged already, the access method that it has.
    ///
    /// ## Bad
    /// ```sql
    /// VACUUM FULL orders;
    /// --          ^^^^^^ blocking-table-rewrite
    /// ```
    /// ```sql
    /// ALTER TABLE orders SET UNLOGGED;
    /// --                 ^^^^^^^^^^^^ blocking-table-rewrite
    /// ```
    /// ## Good
    /// ```sql
    /// VACUUM ANALYZE orders;
    /// ```
    /// ## Instead
    /// Use pg_repack or pg_squeeze where a table needs a new file: they copy it beside its use. A table's kind is best
    /// chosen when it is created.
    "blocking-table-rewrite", Locks, Error,
    Work(&[Why::Cluster, Why::VacuumFull, Why::Persistence, Why::Tablespace, Why::AccessMethod, Why::Expression], check),
    covers ["cluster", "vacuum-full", "set-logged-unlogged", "set-tablespace", "set-access-method"]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    const REPACK: &str = "Use pg_repack or pg_squeeze, which copy the rows while others go on.";
    const ANEW: &str = "Create a new table of that kind, fill it in batches beside a trigger, and swap the two names.";
    let (why, instead) = match work.why {
        Why::Cluster => ("CLUSTER copies the table in the order of an index.", REPACK),
        Why::VacuumFull => (
            "VACUUM FULL copies what lives into a new file.",
            "Plain VACUUM is enough to make room for new rows. To shrink the file use pg_repack or pg_squeeze, which copy \
             the rows while others go on.",
        ),
        Why::Tablespace => ("The file is copied to the other tablespace.", "Use pg_repack with --tablespace."),
        Why::AccessMethod => ("Every row is written again for the other access method.", ANEW),
        Why::Expression => (
            "Every stored value is computed again.",
            "Add another column that is kept by a trigger, fill it in batches, and swap the two.",
        ),
        _ => ("Every row is copied into a file of the other kind.", ANEW),
    };
    out.emit(blocked(step, work, why, instead));
}
