use super::{Found, Out, Step};
use crate::schema::catalog::Id;
use crate::statement::{Kind, Object, Renamed};

rule! {
    /// A table or view gets another name while programs still say the old one.
    ///
    /// RENAME takes an ACCESS EXCLUSIVE lock for a moment only, but between its commit and the end of the deploy the release
    /// that is running asks for a name that is not there. Functions in PL/pgSQL that say the old name fail when they run; views,
    /// foreign keys and policies follow by themselves.
    ///
    /// A table that the same file made is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE customers RENAME TO clients;
    /// --                              ^^^^^^^ table-renamed
    /// ```
    /// ```sql
    /// ALTER TABLE orders SET SCHEMA archive;
    /// --                            ^^^^^^^ table-renamed
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE customers (id bigint PRIMARY KEY);
    /// ALTER TABLE customers RENAME TO clients;
    /// ```
    /// ## Instead
    /// Rename it and create a view of the old name over it in the same transaction (simple views take writes); drop the view
    /// when the last release that says the old name is gone.
    "table-renamed", Compatibility, Warning, Statement(check),
    covers ["rename-table", "set-schema"]
}

fn check(step: &Step, out: &mut Out) {
    let Kind::Rename(it) = &step.statement.kind else { return };
    let (table, to) = match &it.what {
        Renamed::Table(table) => (table, it.to.value.to_string()),
        Renamed::Schema(moved) if matches!(moved.object, Object::Table | Object::View | Object::MaterializedView) => {
            (&moved.name.value, format!("{}.{}", it.to.value, moved.name.value.name))
        }
        _ => return,
    };
    let known = step.before.relation_id(table);
    if known.is_some_and(|id| step.is_own(id) || !is_read(step, id)) {
        return;
    }
    let found = Found::new(
        it.to.span,
        format!("`{table}` is called `{to}` from the commit on."),
        "The release that is running meanwhile still asks for the old name, and fails.",
        format!("Create a view `{}` over it in the same transaction, and drop the view a release later.", table.name),
    );
    out.emit(found.about(step.full(table)));
}

/// ALTER TABLE also renames indexes and sequences, which programs do not read.
fn is_read(step: &Step, id: Id) -> bool {
    step.before.catalog.get(id).is_some_and(|it| it.relation().is_some() || it.assumed)
}
