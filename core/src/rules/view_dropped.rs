use super::{Out, Step, dropped};
use crate::statement::Object;

rule! {
    /// A view is dropped, and whoever reads it fails.
    ///
    /// Programs, reports and other roles read views by name; from the moment of the commit they get an error. A materialized
    /// view also loses its rows: computing them again can take as long as it did the first time. DROP VIEW takes an ACCESS
    /// EXCLUSIVE lock on the view.
    ///
    /// A view that the same file made, or makes again, is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP VIEW monthly_totals;
    /// --        ^^^^^^^^^^^^^^ view-dropped
    /// ```
    /// ```sql
    /// DROP MATERIALIZED VIEW IF EXISTS daily_sales;
    /// --                               ^^^^^^^^^^^ view-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// DROP VIEW IF EXISTS monthly_totals;
    /// CREATE VIEW monthly_totals AS SELECT 1 AS total;
    /// ```
    /// ## Instead
    /// Release the program that no longer reads it first, and drop it in a later migration.
    "view-dropped", Compatibility, Warning, Statement(check),
    covers ["drop-view", "drop-materialized-view"]
}

fn check(step: &Step, out: &mut Out) {
    dropped(
        step,
        out,
        &[Object::View, Object::MaterializedView],
        "Whoever reads it fails from the commit on; the rows of a materialized view have to be computed again.",
        "Release the program that no longer reads it first; drop it in a later migration.",
    );
}
