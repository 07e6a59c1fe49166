use super::{Found, Out, Step};
use crate::statement::{Kind, Object};

rule! {
    /// A table is dropped, and its rows with it.
    ///
    /// DROP TABLE cannot be taken back once it is committed: only a backup has the rows. It takes an ACCESS EXCLUSIVE
    /// lock on the table and on every table that its foreign keys point at, and it fails where a foreign key or a view
    /// still needs the table, unless CASCADE removes those too. Programs that still read the table fail at once.
    ///
    /// A table that the same file created is not reported: nobody can have rows in it.
    ///
    /// ## Bad
    /// ```sql
    /// DROP TABLE invoices;
    /// --         ^^^^^^^^ table-dropped
    /// ```
    /// ```sql
    /// DROP SCHEMA billing CASCADE;
    /// --          ^^^^^^^ table-dropped
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE invoices RENAME TO invoices_unused;
    /// ```
    /// ```sql
    /// CREATE TABLE scratch (id bigint);
    /// DROP TABLE scratch;
    /// ```
    /// ## Instead
    /// Stop using the table, release that, rename the table and wait. Drop it in a later migration, with a backup, and
    /// say so in an allow comment.
    "table-dropped", Destruction, Error, Statement(check),
    covers ["drop-table", "drop-schema-cascade"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Drop(drop) = &step.statement.kind else { return };
    for name in drop.objects.iter().map(|it| &it.name) {
        let what = match drop.object {
            Object::Table if step.is_in_use(&name.value) => format!("This drops the table `{}`.", name.value),
            Object::Schema if drop.cascade => format!("This drops the schema `{}` and every table in it.", name.value),
            _ => continue,
        };
        let found = Found::new(
            name.span,
            what,
            "Its rows are gone once this is committed; only a backup brings them back. Whoever still reads it fails.",
            "Rename it first and drop it in a later migration, when nothing has asked for it any more.",
        );
        out.emit(found.about(step.full(&name.value)));
    }
}
