use super::{After, Found, Out};
use crate::settings::Commented;
use crate::statement::Kind;

rule! {
    /// Something new has no COMMENT.
    ///
    /// What a column is for is known on the day on which it is added. A comment stays with it, where every tool shows it.
    /// The rule is asleep until the settings say what has a comment: `"table"`, `"column"` for the columns of new tables,
    /// `"added-column"` for those that are added to a table.
    ///
    /// ## Settings
    /// ```toml
    /// comments = ["table", "added-column"]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE taxes (id bigint PRIMARY KEY);
    /// --           ^^^^^ comment-missing
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// --                            ^^^ comment-missing
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE taxes (id bigint PRIMARY KEY);
    /// COMMENT ON TABLE taxes IS 'one row for each rate and country';
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// COMMENT ON COLUMN orders.sku IS 'as printed on the label';
    /// ```
    /// ## Instead
    /// Write COMMENT ON in the same file.
    "comment-missing", Conventions, Warning, After(check),
    covers ["require-comment"]
}

const WHY: &str = "In this project what is new says what it is for, where everybody who reads the schema finds it.";

fn check(it: &After, out: &mut Out) {
    let wanted = &it.settings.conventions.comments;
    if wanted.is_empty() {
        return;
    }
    if wanted.contains(&Commented::Table) {
        for statement in it.statements() {
            let Kind::CreateTable(made) = &statement.kind else { continue };
            let table = it.schema.table(&made.table.value).filter(|_| !made.is_temporary());
            let Some(table) = table.filter(|table| it.made(table.object) && !table.object.comment) else { continue };
            let name = table.name();
            let what = format!("The table `{name}` has no comment.");
            let instead = format!("Write COMMENT ON TABLE {name} IS '…' in this file.");
            out.emit(Found::new(made.table.span, what, WHY, instead).about(name));
        }
    }
    for (name, column, added) in it.columns() {
        let Some(table) = it.schema.table(name) else { continue };
        let kind = if added && !it.made(table.object) { Commented::AddedColumn } else { Commented::Column };
        let bare = table.column(&column.name.value).is_some_and(|it| !it.comment);
        if !wanted.contains(&kind) || !bare {
            continue;
        }
        let (table, own) = (table.name(), &column.name.value);
        let what = format!("The column `{own}` of `{table}` has no comment.");
        let instead = format!("Write COMMENT ON COLUMN {table}.{own} IS '…' in this file.");
        out.emit(Found::new(column.name.span, what, WHY, instead).about(table));
    }
}
