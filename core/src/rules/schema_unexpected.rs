use super::{Found, Out, Step};
use crate::statement::{At, Ident, Kind, Name, Object};

rule! {
    /// A name is written with a schema where the project writes none, or the other way round, or with one that it has not.
    ///
    /// A name without its schema is looked for along `search_path`, so the same file does its work elsewhere for another
    /// role. Where a project keeps everything in one schema, a name that says another is a mistake. The rule is asleep
    /// until the settings say `qualified`, or list the `schemas` that things are made in.
    ///
    /// ## Settings
    /// ```toml
    /// qualified = true
    /// schemas = ["app"]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// --           ^^^^^^ schema-unexpected
    /// CREATE TABLE billing.taxes (id bigint PRIMARY KEY);
    /// --           ^^^^^^^^^^^^^ schema-unexpected
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE app.orders (id bigint PRIMARY KEY);
    /// INSERT INTO app.orders (id) VALUES (1);
    /// ```
    /// ## Instead
    /// Write the name as the others are written.
    "schema-unexpected", Conventions, Warning, Statement(check),
    covers ["schema-qualified-names", "disallowed-schema"]
}

fn check(step: &Step, out: &mut Out) {
    let conventions = &step.settings.conventions;
    if conventions.qualified.is_none() && conventions.schemas.is_empty() {
        return;
    }
    let made = match &step.statement.kind {
        Kind::CreateTable(it) if it.is_temporary() => return,
        Kind::CreateSchema(it) => return of_schema(step, &it.name, out),
        Kind::CreateIndex(_) => None,
        other => other.created().filter(|it| stands_in_schema(it.object)).and_then(|it| it.name),
    };
    if let Some(name) = &made {
        let schema = step.full(&name.value).schema;
        if !conventions.schemas.is_empty() && !listed(step, &schema) {
            let what = format!("`{}` is made in the schema `{schema}`.", name.value.name);
            return elsewhere(step, name, what, out);
        }
    }
    for name in made.iter().chain(named(&step.statement.kind)) {
        match (conventions.qualified, &name.value.schema) {
            (Some(true), None) => emit(
                step,
                name,
                format!("`{}` is written without its schema.", name.value.name),
                "It is looked for along search_path, so the file does its work elsewhere for another role.",
                format!("Write `{}.{}`.", step.full(&name.value).schema, name.value.name),
                out,
            ),
            (Some(false), Some(schema)) => emit(
                step,
                name,
                format!("`{}` is written with its schema `{schema}`.", name.value.name),
                "This project leaves the schema to search_path; a name that says it stays behind when the others move.",
                format!("Write `{}`.", name.value.name),
                out,
            ),
            _ => {}
        }
    }
}

fn listed(step: &Step, schema: &Ident) -> bool {
    step.settings.conventions.schemas.iter().any(|it| it == schema.as_str())
}

fn stands_in_schema(object: Object) -> bool {
    object.is_relation()
        || matches!(object, Object::Type | Object::Domain | Object::Function | Object::Procedure | Object::Aggregate)
}

/// What is not made but changed, or read into.
fn named(kind: &Kind) -> Vec<&At<Name>> {
    match kind {
        Kind::AlterTable(it) => vec![&it.table],
        Kind::CreateIndex(it) => vec![&it.table],
        Kind::Insert(it) => vec![&it.table],
        Kind::Update(it) => vec![&it.table],
        Kind::Delete(it) => vec![&it.table],
        Kind::Truncate(it) => it.tables.iter().collect(),
        Kind::Drop(it) if stands_in_schema(it.object) => it.objects.iter().map(|it| &it.name).collect(),
        _ => Vec::new(),
    }
}

fn of_schema(step: &Step, name: &At<Ident>, out: &mut Out) {
    if step.settings.conventions.schemas.is_empty() || listed(step, &name.value) {
        return;
    }
    let what = format!("This makes the schema `{}`.", name.value);
    let name = At { value: Name { schema: None, name: name.value.clone() }, span: name.span };
    elsewhere(step, &name, what, out);
}

fn elsewhere(step: &Step, name: &At<Name>, what: String, out: &mut Out) {
    let mut instead = "Make it in".to_owned();
    for (at, schema) in step.settings.conventions.schemas.iter().enumerate() {
        instead += if at == 0 { " `" } else { " or `" };
        instead += schema;
        instead += "`";
    }
    instead += ", or add the schema to `schemas` in lockgate.toml.";
    let why = "This project makes nothing there, so backups, grants and search_path do not reckon with it.";
    emit(step, name, what, why, instead, out);
}

fn emit(step: &Step, name: &At<Name>, what: String, why: &str, instead: String, out: &mut Out) {
    out.emit(Found::new(name.span, what, why, instead).about(step.full(&name.value)));
}
