use super::{After, Found, Out, first_line};
use crate::order::distinct;
use crate::schema::Table;
use crate::schema::catalog::{ConstraintKind, ReferenceAction};
use crate::settings::ACTIONS;
use crate::statement::Kind;

rule! {
    /// A foreign key does with the rows that refer what the project does not.
    ///
    /// What happens to a row when the one that it refers to is deleted is a decision. Where nobody writes it down the
    /// DELETE fails, which is found out in production. The rule is asleep until the settings list what ON DELETE may do:
    /// `"cascade"`, `"set-null"`, `"set-default"`, `"restrict"`, `"no-action"`, which is the same as saying nothing.
    ///
    /// ## Settings
    /// ```toml
    /// on-delete = ["cascade", "set-null"]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE orders (
    ///     id bigint PRIMARY KEY,
    ///     customer_id bigint REFERENCES customers (id)
    /// --                     ^^^^^^^^^^^^^^^^^^^^^^^^^ delete-action-unexpected
    /// );
    /// CREATE INDEX orders_customer_id_idx ON orders (customer_id);
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE orders (
    ///     id bigint PRIMARY KEY,
    ///     customer_id bigint REFERENCES customers (id) ON DELETE SET NULL
    /// );
    /// CREATE INDEX orders_customer_id_idx ON orders (customer_id);
    /// ```
    /// ## Instead
    /// Write ON DELETE with one of the actions that the settings list.
    "delete-action-unexpected", ForeignKeys, Warning, After(check),
    covers ["fk-explicit-on-delete", "fk-on-delete-cascade"]
}

fn check(it: &After, out: &mut Out) {
    let allowed = &it.settings.conventions.on_delete;
    if allowed.is_empty() {
        return;
    }
    let mut touched = Vec::new();
    for statement in it.statements() {
        match &statement.kind {
            Kind::CreateTable(made) => touched.extend(it.schema.table(&made.table.value).map(|it| it.id)),
            Kind::AlterTable(at) => touched.extend(it.schema.table(&at.table.value).map(|it| it.id)),
            _ => {}
        }
    }
    for table in distinct(touched).into_iter().filter_map(|id| Table::of(it.schema, id)) {
        keys(it, &table, out);
    }
}

fn keys(it: &After, table: &Table, out: &mut Out) {
    let allowed = &it.settings.conventions.on_delete;
    for (object, constraint) in table.constraints() {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let Some(born) = object.born.filter(|_| it.made(object) && constraint.parent.is_none()) else { continue };
        if allowed.contains(&key.on_delete) {
            continue;
        }
        let name = table.name();
        let target = Table::of(it.schema, key.target).map(|it| it.name().to_string()).unwrap_or_default();
        let (before, between, behind) = match key.on_delete {
            ReferenceAction::NoAction => ("Nothing says what becomes of rows of `", "` when one of `", "` is deleted."),
            ReferenceAction::Restrict => ("Rows of `", "` keep those of `", "` from being deleted."),
            ReferenceAction::Cascade => ("Rows of `", "` are deleted with those of `", "`."),
            _ => ("Rows of `", "` lose their reference when one of `", "` is deleted."),
        };
        let what = [before, &name.to_string(), between, &target, behind].concat();
        let mut instead = "Write ON DELETE".to_owned();
        for (at, (word, _)) in ACTIONS.iter().filter(|(_, it)| allowed.contains(it)).enumerate() {
            instead += if at == 0 { " " } else { " or " };
            instead += &word.replace('-', " ").to_ascii_uppercase();
        }
        let why = "This project has agreed on what a DELETE does; another answer surprises whoever deletes.";
        let span = it.read.source.as_ref().map_or(born.span, |source| first_line(&source.text, born.span));
        out.emit(Found::new(span, what, why, instead + ".").about(name));
    }
}
