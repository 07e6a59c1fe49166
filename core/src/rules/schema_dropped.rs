use super::{Out, Step, dropped};
use crate::statement::{Kind, Object};

rule! {
    /// A schema is dropped, and names that were found through it are not found any more.
    ///
    /// Without CASCADE PostgreSQL refuses while anything is in it (2BP01), so no rows are lost. But whoever has it in the
    /// search_path, or is about to create something in it, is surprised. With CASCADE it is `table-dropped`.
    ///
    /// A schema that the same file made, or makes again, is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// DROP SCHEMA reporting;
    /// --          ^^^^^^^^^ schema-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// DROP SCHEMA IF EXISTS reporting;
    /// CREATE SCHEMA reporting;
    /// ```
    /// ## Instead
    /// Release the programs that no longer use it first, and drop it in a later migration.
    "schema-dropped", Compatibility, Warning, Statement(check),
    covers ["drop-schema"]
}

fn check(step: &Step, out: &mut Out) {
    if matches!(&step.statement.kind, Kind::Drop(it) if it.cascade) {
        return;
    }
    dropped(
        step,
        out,
        &[Object::Schema],
        "PostgreSQL refuses while anything is in it, but names that were found through it are not found any more.",
        "Release the programs that no longer use it first; drop it in a later migration.",
    );
}
