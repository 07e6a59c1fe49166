use super::{After, Found, Out};
use crate::finding::Severity;
use crate::schema::catalog::Column as Kept;
use crate::statement::{ActionKind, Ident, Kind, Name};

rule! {
    /// A column that must have a value is added to rows that have none.
    ///
    /// ADD COLUMN … NOT NULL without a default fails with 23502 as soon as the table has one row. On an empty table it
    /// works, and then every INSERT of a release that does not know the column fails.
    ///
    /// A column that gets its NOT NULL, or loses its default, later in the same file breaks them just so; that is a warning.
    /// A table that the same file created is not reported.
    ///
    /// ## Bad
    /// ```sql
    /// ALTER TABLE users ADD COLUMN locale text NOT NULL;
    /// --                           ^^^^^^ not-null-without-default
    /// ```
    /// ```sql
    /// ALTER TABLE users ADD COLUMN zone text NOT NULL DEFAULT 'UTC';
    /// --                           ^^^^ not-null-without-default
    /// ALTER TABLE users ALTER COLUMN zone DROP DEFAULT;
    /// ```
    /// ## Good
    /// ```sql
    /// ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en';
    /// ```
    /// ```sql
    /// ALTER TABLE users ADD COLUMN locale text;
    /// ```
    /// ## Instead
    /// Give it a default, or add it without NOT NULL, fill it, and set NOT NULL later.
    "not-null-without-default", Locks, Error, After(check),
    covers ["add-required-column"]
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
    for (name, column, added) in it.columns() {
        let table = it.schema.table(name);
        if !added || table.as_ref().is_some_and(|table| it.made(table.object)) {
            continue;
        }
        let own = &column.name.value;
        let required = |it: &Kept| it.not_null && it.default.is_none() && it.identity.is_none();
        let at_the_end = narrowed.contains(&(name, own))
            && table.as_ref().and_then(|table| table.column(own)).is_some_and(required);
        let found = if column.not_null && !column.has_default() && !column.is_filled() {
            Found::new(
                column.name.span,
                format!("`{own}` is added to `{name}` as NOT NULL without a default."),
                "This fails with 23502 where the table has rows, and breaks the INSERTs of releases that do not know it.",
                "Give it a DEFAULT, or add it without NOT NULL, fill it, and set NOT NULL later.",
            )
        } else if at_the_end {
            let found = Found::new(
                column.name.span,
                format!("`{own}` is new in `{name}`, and at the end of the file it is NOT NULL without a default."),
                "From then on every INSERT of a release that does not know it fails.",
                "Leave it a DEFAULT, or set NOT NULL in a later migration, when no such release runs any more.",
            );
            found.at_most(Severity::Warning)
        } else {
            continue;
        };
        out.emit(found.about(it.schema.full(name)));
    }
}
