use super::locked::blocked;
use super::{Out, Step};
use crate::effect::{Why, Work};

rule! {
    /// A new column has a value of its own in each row, so the table is rewritten.
    ///
    /// PostgreSQL keeps a default that is the same for all rows in its catalog, and adds such a column in a moment;
    /// `now()` is one of them. But it writes every row anew, and every index, while nobody can read or write the table,
    /// where the value differs: with a volatile default such as `gen_random_uuid()`, `clock_timestamp()` or `nextval()`,
    /// with `serial` and identity columns, with stored generated columns, and with a domain that has a constraint, even
    /// if there is no default at all.
    ///
    /// A default that calls a function that is not known is a warning.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
    /// --                            ^^^^^ blocking-column-fill
    /// ALTER TABLE orders ADD COLUMN number bigserial;
    /// --                            ^^^^^^ blocking-column-fill
    /// ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED;
    /// --                            ^^^^^ blocking-column-fill
    /// ```
    /// ```sql
    /// CREATE DOMAIN amount AS int CHECK (value > 0);
    /// ALTER TABLE orders ADD COLUMN pieces amount;
    /// --                            ^^^^^^ blocking-column-fill
    /// ```
    /// ```sql
    /// ALTER TABLE orders ADD COLUMN who text DEFAULT app_user();
    /// --                            ^^^ blocking-column-fill
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE orders ADD COLUMN token uuid;
    /// ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
    /// ALTER TABLE orders ADD COLUMN placed timestamptz NOT NULL DEFAULT now();
    /// ```
    /// ## Instead
    /// Add the column without what fills it, let new rows have their value by a default, and fill the old ones in
    /// batches, outside of the migration.
    "blocking-column-fill", Locks, Error, Work(REASONS, check),
    covers [
        "add-column-volatile-default", "add-column-serial", "add-column-identity", "add-column-generated-stored",
        "add-column-constrained-domain",
    ]
}

const REASONS: &[Why] = &[
    Why::VolatileDefault,
    Why::UnknownDefault,
    Why::Serial,
    Why::Identity,
    Why::StoredColumn,
    Why::ConstrainedDomain,
];

fn check(step: &Step, work: &Work, out: &mut Out) {
    let plain = "Add the column without a default, set the default after that, and fill the old rows in batches.";
    let (why, instead) = match work.why {
        Why::Serial => (
            "Every row gets a number of its own.",
            "Add the column as a plain integer, create a sequence that it owns, set nextval as the default, and fill \
             the old rows in batches.",
        ),
        Why::Identity => (
            "Every row gets a number of its own.",
            "Add the column as a plain integer, fill it in batches, set it NOT NULL with the help of a valid CHECK, and \
             ADD GENERATED … AS IDENTITY with a start behind the highest number.",
        ),
        Why::StoredColumn if step.settings.postgres >= 18 => (
            "A stored value is computed for every row.",
            "Make it VIRTUAL, so that it is computed when it is read; or add a plain column, keep it by a trigger, and \
             fill the old rows in batches.",
        ),
        Why::StoredColumn => (
            "A stored value is computed for every row.",
            "Add a plain column, keep it by a trigger, and fill the old rows in batches.",
        ),
        Why::ConstrainedDomain => (
            "The domain has a constraint, and every row is written to hold it against its value, even NULL.",
            "Give the column the domain's base type and a CHECK … NOT VALID; validate that in a later transaction.",
        ),
        Why::UnknownDefault => ("The default calls a function that may give each row a value of its own.", plain),
        _ => ("The default gives each row a value of its own.", plain),
    };
    out.emit(blocked(step, work, why, instead));
}
