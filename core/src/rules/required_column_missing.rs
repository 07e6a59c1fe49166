use super::tenant_column_named::COLUMNS;
use super::{After, Found, Out};
use crate::schema::Table;
use crate::schema::catalog::{ConstraintKind, is_history_name};
use crate::settings::{ColumnWish, fits};
use crate::statement::{Ident, Kind};

rule! {
    /// A new table lacks a column that every table of the project has.
    ///
    /// Code that filters every table by `organization_id`, or sorts by `created_at`, fails on the one table that has no
    /// such column, or shows its rows to everybody. The rule is asleep until the settings name such columns.
    ///
    /// Tables that need none are named in `except`, with the reason; in their names `*` stands for any letters. The
    /// column may come later in the same file. Temporary tables and partitions are not asked.
    ///
    /// ## Settings
    /// ```toml
    /// [[columns]]
    /// name = "organization_id"
    /// required = true
    /// except = [{ table = "modules", reason = "the same for every organization" }]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE badges (id uuid PRIMARY KEY, label text);
    /// --           ^^^^^^ required-column-missing
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE badges (id uuid PRIMARY KEY, organization_id uuid NOT NULL);
    /// CREATE TABLE modules (id uuid PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Add the column, or put the table into `except` of that column in `lockgate.toml` with the reason.
    "required-column-missing", Conventions, Error, After(check),
    covers ["required-columns", "require-tenant-column"]
}

fn check(it: &After, out: &mut Out) {
    let wishes = &it.settings.conventions.columns;
    if !wishes.iter().any(|wish| wish.required) {
        return;
    }
    for statement in it.statements() {
        let Kind::CreateTable(made) = &statement.kind else { continue };
        let name = made.table.value.name.as_str();
        if made.is_temporary() || is_history_name(name) || it.schema.doubt.says(name) {
            continue;
        }
        let Some(table) = it.schema.table(&made.table.value) else { continue };
        let Some(_) = Some(()).filter(|()| it.made(table.object) && !table.is_open()) else { continue };
        for wish in wishes.iter().filter(|wish| wish.required && lacks(it, &table, wish)) {
            let (name, column) = (table.name(), &wish.name);
            let data_type = wish.data_type.as_deref().map_or(String::new(), |it| [" ", it].concat());
            let found = Found::new(
                made.table.span,
                format!("The table `{name}` has no column `{column}`."),
                "In this project every table has it: code that relies on it fails on this one, or passes its rows over.",
                format!("Add `{column}{data_type}`, or put `{name}` into `except` of `{column}` in lockgate.toml with the reason."),
            );
            out.emit(found.about(name));
        }
    }
}

fn lacks(it: &After, table: &Table, wish: &ColumnWish) -> bool {
    let name = table.name();
    let full = name.to_string();
    let has = |column: &str| table.column(&Ident::folded(column)).is_some();
    let excepted = wish.except.iter().any(|it| fits(&it.table, &full) || fits(&it.table, name.name.as_str()));
    // Under a name that another rule speaks of.
    let tenant = it.settings.tenancy.as_ref().is_some_and(|it| it.column == wish.name);
    let misnamed = tenant && COLUMNS.iter().any(|column| has(column));
    !has(&wish.name) && !excepted && !misnamed && !refers(it, table, &wish.name)
}

/// Whether the table refers, by a column of another name, to what this column would refer to.
fn refers(it: &After, table: &Table, column: &str) -> bool {
    let named = it.settings.conventions.names.iter().filter(|it| it.like.as_deref() == Some(column));
    let mut targets = named.filter_map(|it| it.references.as_deref());
    targets.any(|target| {
        table.constraints().into_iter().any(|(_, constraint)| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => Table::of(it.schema, key.target).is_some_and(|it| it.name().to_string() == target),
            _ => false,
        })
    })
}
