use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// A migration drops a database or a tablespace.
    ///
    /// DROP DATABASE takes everything, at once, and cannot stand in a transaction. A migration is written for one database
    /// and runs in many: it may not be the one that was meant.
    ///
    /// ## Bad
    /// ```sql
    /// DROP DATABASE staging;
    /// --            ^^^^^^^ database-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// COMMENT ON DATABASE staging IS 'unused since March';
    /// ```
    /// ## Instead
    /// Drop databases and tablespaces by hand, where one sees which it is.
    "database-dropped", Destruction, Error, Statement(check),
    covers ["drop-database", "drop-tablespace"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::Database, Object::Tablespace],
        "Everything in it is gone, wherever this file is run.",
        "Do this by hand, where one sees which it is.",
    );
}
