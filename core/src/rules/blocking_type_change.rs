use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Task, Why, Work};

rule! {
    /// A change of a column's type makes PostgreSQL write or read the whole table.
    ///
    /// ALTER COLUMN … TYPE takes an ACCESS EXCLUSIVE lock: nobody reads or writes until it is done. It writes every row
    /// and every index anew, unless the bytes of the values stay what they are: `varchar(50)` to `varchar(100)` or to
    /// `text`, `numeric(10,2)` to `numeric(12,2)`, `cidr` to `inet`, a higher precision of a timestamp, and between
    /// `timestamp` and `timestamptz` where `TimeZone` is UTC. These are not reported. But an index on the column is built
    /// again where the order of its values may change, as with another COLLATE, and a CHECK that reads the column is
    /// held against every row again.
    ///
    /// Where the files do not say what type the column has, and it may be one of those, it is a warning.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ALTER COLUMN number TYPE bigint;
    /// --                              ^^^^^^ blocking-type-change
    /// ```
    /// ```sql
    /// -- file: 001_users.sql
    /// CREATE TABLE users (id bigint PRIMARY KEY, name text);
    /// CREATE INDEX users_name_idx ON users (name);
    /// -- file: 002_names.sql
    /// ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";
    /// --                             ^^^^ blocking-type-change
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_users.sql
    /// CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
    /// -- file: 002_names.sql
    /// ALTER TABLE users ALTER COLUMN name TYPE varchar(100);
    /// ```
    /// ## Instead
    /// Add a column of the new type, keep it by a trigger, fill it in batches, let the program use it, and drop the old
    /// one in a later migration.
    "blocking-type-change", Locks, Error, Work(&[Why::TypeChange, Why::TypeChangePerhaps], check),
    covers [
        "type-change-rewrite", "type-change-proven-safe", "type-change-index-rebuild", "type-change-rechecks-constraint",
    ]
}

fn check(step: &Step, work: &Work, out: &mut Out) {
    let (why, instead) = match work.task {
        _ if work.why == Why::TypeChangePerhaps => (
            "No file says what type the column has, and most are written anew for this one.",
            "Look up the type: from a shorter varchar, say, it costs nothing, and an allow comment may say so. Else add a \
             column of the new type, keep it by a trigger, and fill it in batches.",
        ),
        Task::Rewrite => (
            "Each value is computed for the new type.",
            "Add a column of the new type, keep it by a trigger, fill it in batches, and swap the two.",
        ),
        Task::Build => (
            "The values stay, but their order in an index may not.",
            "Build a new index with CONCURRENTLY on a new column, or on the expression with the new COLLATE, and swap.",
        ),
        Task::Scan => (
            "The values stay, but a constraint on the column is held against all of them again.",
            "Drop the constraint before, and add it again NOT VALID; validate it in a later transaction.",
        ),
    };
    out.emit(blocked(step, work, why, instead));
}
