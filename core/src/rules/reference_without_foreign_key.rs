use super::{After, Found, Out};
use crate::schema::Table;
use crate::schema::catalog::{ConstraintKind, quoted};
use crate::settings::template::fit;
use crate::statement::{Ident, Name};

rule! {
    /// A column refers to a table by its name, and no foreign key holds it to that.
    ///
    /// Without one a row may refer to what was never there or is long gone, and no index, no cascade and no error tells.
    /// The rule is asleep until the settings say how such columns are called.
    ///
    /// `{table}_id` finds `user_id` where there is a table `user` or `users`. Nothing is said where no such table is
    /// known, where its key is of another type or of several columns, or where a column such as `user_type` stands
    /// beside: then the row may refer to several tables. The foreign key may come later in the same file.
    ///
    /// ## Settings
    /// ```toml
    /// references = ["{table}_id", "{table}Id"]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE users (id text PRIMARY KEY);
    /// CREATE TABLE activities (
    ///     id text PRIMARY KEY,
    ///     "userId" text NOT NULL
    /// --  ^^^^^^^^ reference-without-foreign-key
    /// );
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE users (id text PRIMARY KEY);
    /// CREATE TABLE activities (
    ///     id text PRIMARY KEY,
    ///     "userId" text NOT NULL REFERENCES users (id),
    ///     "resourceId" text
    /// );
    /// CREATE INDEX ON activities ("userId");
    /// ```
    /// ## Instead
    /// Add the foreign key, NOT VALID first where the table is in use, and an index for it.
    "reference-without-foreign-key", ForeignKeys, Warning, After(check),
    covers []
}

fn check(it: &After, out: &mut Out) {
    let patterns = &it.settings.conventions.references;
    if patterns.is_empty() {
        return;
    }
    for (name, column, _) in it.columns() {
        let own = column.name.value.as_str();
        let mut meant = None;
        for pattern in patterns {
            if meant.is_none() {
                let _ = fit(pattern, own, &mut |_, part| meant = Some(part));
            }
        }
        let Some(table) = it.schema.table(name).filter(|table| !table.is_open()) else { continue };
        let Some(target) = meant.and_then(|meant| target(it, &table, name, meant, &column.name.value)) else { continue };
        let (from, to) = (table.name(), target.name());
        let key = target.primary_key().and_then(|it| it.first().map(|it| it.to_string())).unwrap_or_default();
        let quote = |name: &str| quoted(name, it.schema.postgres);
        let schema = Some(to.schema.as_str()).filter(|it| *it != "public").map_or(String::new(), |it| quote(it) + ".");
        let table = schema + &quote(to.name.as_str());
        let found = Found::new(
            column.name.span,
            format!("`{own}` of `{from}` refers to `{to}` by its name, and no foreign key holds it to that."),
            "A row may refer to what was never there or is gone, and nothing tells.",
            format!("Add FOREIGN KEY ({}) REFERENCES {table} ({}), and an index for it.", quote(own), quote(&key)),
        );
        out.emit(found.about(from));
    }
}

/// The table that a column without foreign key refers to by its name, where a foreign key could be.
fn target<'a>(it: &'a After, table: &Table, name: &Name, meant: &str, own: &Ident) -> Option<Table<'a>> {
    let column = table.column(own)?;
    let refers = |kind: &ConstraintKind| matches!(kind, ConstraintKind::ForeignKey(_));
    let held = table.constraints().into_iter().any(|(_, it)| refers(&it.kind) && it.columns.contains(&column.number));
    let beside = |end: &str| table.column(&Ident::folded([meant, end].concat())).is_some();
    if held || beside("_type") || beside("Type") || it.schema.doubt.says(table.object.name.as_str()) {
        return None;
    }
    let named = |it: &&str| Name { schema: name.schema.clone(), name: Ident::folded(*it) };
    let names = names(meant);
    let target = names.iter().find_map(|name| it.schema.table(&named(&name.as_str())))?;
    let [key] = target.primary_key()?[..] else { return None };
    let key = target.column(key)?;
    let itself = target.id == table.id && key.number == column.number;
    (!itself && key.data_type.key() == column.data_type.key()).then_some(target)
}

/// What the table may be called of which a column says this: `userRole` may mean `userRoles`, `user_role`, `UserRole`, …
fn names(meant: &str) -> Vec<String> {
    let (mut snake, mut pascal) = (String::new(), String::new());
    for letter in meant.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
        pascal.push(if pascal.is_empty() { letter.to_ascii_uppercase() } else { letter });
    }
    let mut names = Vec::new();
    for one in [meant, snake.as_str(), pascal.as_str()] {
        names.push([one, "s"].concat());
        names.push([one, "es"].concat());
        if let Some(begin) = one.strip_suffix('y') {
            names.push([begin, "ies"].concat());
        }
        names.push(one.to_owned());
    }
    names
}
