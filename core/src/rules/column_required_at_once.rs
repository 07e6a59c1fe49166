use super::{After, Found, Out};
use crate::schema::catalog::Column as Kept;
use crate::statement::{ActionKind, Ident, Kind, Name};

rule! {
    /// A new column is NOT NULL without a default when its file is done.
    ///
    /// Added empty, filled and then set NOT NULL, a column costs the rows nothing. But from the commit on every INSERT of a
    /// release that does not know it fails, and that release is still running. A default that is dropped in the same
    /// file comes to the same.
    ///
    /// A column that is added as NOT NULL without a default is `not-null-without-default`. A table that the same file
    /// created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE users ADD COLUMN zone text NOT NULL DEFAULT 'UTC';
    /// --                           ^^^^ column-required-at-once
    /// ALTER TABLE users ALTER COLUMN zone DROP DEFAULT;
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE users ADD COLUMN zone text NOT NULL DEFAULT 'UTC';
    /// ```
    /// ## Instead
    /// Leave it a default, or set NOT NULL in a later migration, when every release that runs knows the column.
    "column-required-at-once", Compatibility, Warning, After(check),
    covers []
}

/// The columns that a statement of the file takes NULL or their default from.
fn narrowed<'a>(it: &'a After) -> Vec<(&'a Name, &'a Ident)> {
    let mut all = Vec::new();
    for statement in it.statements() {
        let Kind::AlterTable(alter) = &statement.kind else { continue };
        for action in &alter.actions {
            if let ActionKind::SetNotNull { column } | ActionKind::SetDefault { column, value: None } = &action.kind {
                all.push((&alter.table.value, &column.value));
            }
        }
    }
    all
}

fn check(it: &After, out: &mut Out) {
    let narrowed = narrowed(it);
    if narrowed.is_empty() {
        return;
    }
    for (name, column, added) in it.columns() {
        let own = &column.name.value;
        // Another rule speaks of what is so from the beginning.
        let from_birth = column.not_null && !column.has_default();
        if !added || from_birth || !narrowed.contains(&(name, own)) {
            continue;
        }
        let Some(table) = it.schema.table(name).filter(|table| !it.made(table.object)) else { continue };
        let required = |it: &Kept| it.not_null && it.default.is_none() && it.identity.is_none();
        if !table.column(own).is_some_and(required) {
            continue;
        }
        let table = table.name();
        let found = Found::new(
            column.name.span,
            format!("`{own}` is new in `{table}`, and at the end of the file it is NOT NULL without a default."),
            "From then on every INSERT of a release that does not know it fails.",
            "Leave it a default, or set NOT NULL in a later migration, when no such release runs any more.",
        );
        out.emit(found.about(table));
    }
}
