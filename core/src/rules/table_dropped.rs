use super::{Found, Out, Step, lost, with_it};
use crate::schema::catalog::Part;
use crate::statement::{Kind, Object};

rule! {
    /// A table is dropped, and its rows with it.
    ///
    /// DROP TABLE cannot be taken back once it is committed: only a backup has the rows. It takes an ACCESS EXCLUSIVE
    /// lock on the table and on every table that its foreign keys point at, and it fails where a foreign key or a view
    /// still needs the table, unless CASCADE removes those too. Programs that still read the table fail at once.
    ///
    /// A table that the same file created is not reported: nobody can have rows in it. One that the file makes anew
    /// behind the DROP is: the rows are gone all the same.
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
    /// REVOKE ALL ON invoices FROM app;
    /// ```
    /// ```sql
    /// CREATE TABLE scratch (id bigint);
    /// DROP TABLE scratch;
    /// ```
    /// ## Instead
    /// Stop using the table, release that, take its privileges away or rename it, and wait: both can be undone. Drop it
    /// in a later migration, with a backup, and say so in an allow comment.
    "table-dropped", Destruction, Error, Statement(check),
    covers ["drop-table", "drop-schema-cascade", "create-table-force"]
}

const WHY: &str =
    "Its rows are gone once this is committed; only a backup brings them back. Whoever still reads it fails.";

fn check(step: &Step, out: &mut Out) {
    let Kind::Drop(drop) = &step.statement.kind else { return };
    for object in &drop.objects {
        let name = &object.name;
        let what = match drop.object {
            Object::Table if step.is_in_use(&name.value) => format!("This drops the table `{}`.", name.value),
            Object::Schema if drop.cascade => format!("This drops the schema `{}` and every table in it.", name.value),
            _ => continue,
        };
        let known = step.object(object).map(|id| (id, Part::Whole));
        let along = known.map(|it| lost(step.before, &[it], false)).unwrap_or_default();
        let found = Found::new(
            name.span,
            what,
            [WHY, &with_it(&along)].concat(),
            "Rename it first and drop it in a later migration, when nothing has asked for it any more.",
        );
        out.emit(found.about(step.full(&name.value)));
    }
}
