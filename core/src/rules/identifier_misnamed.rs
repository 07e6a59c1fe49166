use super::tenant_column_named::COLUMNS;
use super::{After, Found, Out, first_line, word};
use crate::finding::Span;
use crate::order::distinct;
use crate::schema::catalog::{ConstraintKind, Object};
use crate::schema::{FullName, Table};
use crate::settings::template::fit;
use crate::settings::{Named, Naming};
use crate::statement::{ActionKind, Ident, Kind, Name, Renamed};

rule! {
    /// Something new is not called as the project calls such things.
    ///
    /// Names are a promise: whoever knows the table knows its index, and code that maps names finds the column. The rule
    /// is asleep until the settings have `names`, each for one kind of thing: `table`, `column`, `type`, `label` (of an
    /// enum), `index`, `unique` (index or constraint), `primary-key`, `foreign-key`, `check`.
    ///
    /// `like` is a pattern with `{table}`, `{columns}` (joined by `_`), `{snake}`, `{camel}`, `{pascal}`, `{upper}`,
    /// `{kebab}` and `{text}`. `never` is a name that is not given, and `instead` the one to give. `tables` narrows it to
    /// some tables, `references` to columns with a foreign key to that table. A name that is left to PostgreSQL is judged
    /// as it comes out.
    ///
    /// ## Settings
    /// ```toml
    /// names = [
    ///     { of = "index", like = "{table}_{columns}_idx" },
    ///     { of = "column", never = "status", instead = "user_status", tables = ["members"] },
    /// ]
    /// ```
    /// ## Bad
    /// ```sql
    /// CREATE TABLE members (
    ///     id bigint PRIMARY KEY,
    ///     status text
    /// --  ^^^^^^ identifier-misnamed
    /// );
    /// CREATE INDEX by_status ON members (status);
    /// --           ^^^^^^^^^ identifier-misnamed
    /// ```
    /// ## Good
    /// ```sql
    /// CREATE TABLE members (id bigint PRIMARY KEY, user_status text);
    /// CREATE TABLE orders (id bigint PRIMARY KEY, status text);
    /// CREATE INDEX orders_status_idx ON orders (status);
    /// CREATE INDEX ON members (user_status);
    /// ```
    /// ## Instead
    /// Give it the name that the project would give it, before anything goes by this one.
    "identifier-misnamed", Conventions, Warning, After(check),
    covers [
        "naming-table", "naming-column", "naming-index", "naming-primary-key", "naming-unique", "naming-foreign-key",
        "naming-check", "mixed-case-identifier", "identifier-special-chars",
    ]
}

/// Something that was given a name.
struct Given<'a> {
    of: Named,
    name: &'a str,
    span: Span,
    /// The table that it is, or stands in.
    table: Option<FullName>,
    /// joined by `_`; `None` where one has no name
    columns: Option<String>,
}

fn check(it: &After, out: &mut Out) {
    if it.settings.conventions.names.is_empty() {
        return;
    }
    for (table, column, _) in it.columns() {
        of_column(it, table, &column.name.value, column.name.span, out);
    }
    let mut touched = Vec::new();
    for statement in it.statements() {
        match &statement.kind {
            Kind::CreateTable(made) if !made.is_temporary() => {
                of_table(it, &made.table.value, made.table.span, out);
                touched.extend(it.schema.table(&made.table.value).map(|it| it.id));
            }
            Kind::AlterTable(at) if at.actions.iter().any(|it| adds_key(&it.kind)) => {
                touched.extend(it.schema.table(&at.table.value).map(|it| it.id));
            }
            Kind::CreateIndex(made) => touched.extend(it.schema.table(&made.table.value).map(|it| it.id)),
            Kind::CreateType(made) => {
                plain(it, Named::Type, made.name.value.name.as_str(), made.name.span, out);
                for label in made.labels().unwrap_or_default() {
                    plain(it, Named::Label, label, label_span(it, statement.span, label), out);
                }
            }
            Kind::AddEnumValue(made) => {
                plain(it, Named::Label, &made.value, label_span(it, statement.span, &made.value), out);
            }
            Kind::Rename(to) => match &to.what {
                Renamed::Column { table, .. } => of_column(it, table, &to.to.value, to.to.span, out),
                Renamed::Table(old) => {
                    let new = Name { schema: old.schema.clone(), name: to.to.value.clone() };
                    of_table(it, &new, to.to.span, out);
                }
                _ => {}
            },
            _ => {}
        }
    }
    for table in distinct(touched).into_iter().filter_map(|id| Table::of(it.schema, id)) {
        of_keys(it, &table, out);
    }
}

fn adds_key(action: &ActionKind) -> bool {
    matches!(action, ActionKind::AddConstraint(_) | ActionKind::AddColumn { .. })
}

fn plain(it: &After, of: Named, name: &str, span: Span, out: &mut Out) {
    judge(it, &Given { of, name, span, table: None, columns: None }, None, out);
}

fn of_table(it: &After, name: &Name, span: Span, out: &mut Out) {
    let table = Some(it.schema.full(name));
    judge(it, &Given { of: Named::Table, name: name.name.as_str(), span, table, columns: None }, None, out);
}

fn of_column(it: &After, table: &Name, name: &Ident, span: Span, out: &mut Out) {
    let full = Some(it.schema.full(table));
    let given = Given { of: Named::Column, name: name.as_str(), span, table: full, columns: None };
    judge(it, &given, it.schema.table(table).as_ref(), out);
}

/// Indexes and constraints that the migration made on a table.
fn of_keys(it: &After, table: &Table, out: &mut Out) {
    for (object, index) in table.indexes() {
        if !it.made(object) || index.constraint.is_some() || index.parent.is_some() {
            continue;
        }
        let numbers: Option<Vec<u16>> = index.columns().collect();
        let columns = numbers.map(|numbers| joined(table, &numbers));
        let of = if index.unique { Named::Unique } else { Named::Index };
        key(it, table, object, of, columns, out);
    }
    for (object, constraint) in table.constraints() {
        let of = match constraint.kind {
            ConstraintKind::PrimaryKey => Named::PrimaryKey,
            ConstraintKind::Unique => Named::Unique,
            ConstraintKind::ForeignKey(_) => Named::ForeignKey,
            ConstraintKind::Check(_) => Named::Check,
            _ => continue,
        };
        if it.made(object) && constraint.parent.is_none() {
            key(it, table, object, of, Some(joined(table, &constraint.columns)), out);
        }
    }
}

fn key(it: &After, table: &Table, object: &Object, of: Named, columns: Option<String>, out: &mut Out) {
    let name = object.name.as_str();
    let span = object.born.map_or(Span { start: 0, end: 0 }, |born| name_in(it, born.span, name));
    judge(it, &Given { of, name, span, table: Some(table.name()), columns }, None, out);
}

fn joined(table: &Table, numbers: &[u16]) -> String {
    table.names(numbers).into_iter().map(Ident::as_str).collect::<Vec<_>>().join("_")
}

/// Where the name of what a statement made is said: in its words, or before them as in `CONSTRAINT name`. Else the first
/// line of the words.
fn name_in(it: &After, made: Span, name: &str) -> Span {
    let Some(source) = &it.read.source else { return made };
    let text: &str = &source.text;
    let before = text.get(..made.start).unwrap_or_default().trim_end();
    let quoted = ["\"", name, "\""].concat();
    for written in [quoted.as_str(), name] {
        if before.ends_with(written) {
            return Span { start: before.len() - written.len(), end: before.len() };
        }
    }
    word(text, made, name).unwrap_or_else(|| first_line(text, made))
}

fn label_span(it: &After, made: Span, label: &str) -> Span {
    let Some(source) = &it.read.source else { return made };
    let quoted = ["'", label, "'"].concat();
    match source.words(made).find(&quoted) {
        Some(at) => Span { start: made.start + at, end: made.start + at + quoted.len() },
        None => first_line(&source.text, made),
    }
}

/// Holds one name against all that is agreed on for its kind, up to the first that it does not keep.
fn judge(it: &After, given: &Given, table: Option<&Table>, out: &mut Out) {
    let full = given.table.as_ref().map(ToString::to_string).unwrap_or_default();
    let tenant = it.settings.tenancy.is_some() && COLUMNS.contains(&given.name);
    for naming in it.settings.conventions.names.iter().filter(|it| it.of == given.of) {
        let elsewhere = !naming.tables.is_empty() && !naming.tables.contains(&full);
        let other = naming.references.as_ref().is_some_and(|to| tenant || !refers(table, given.name, to));
        if elsewhere || other {
            continue;
        }
        if let Some((what, instead)) = broken(naming, given, &full) {
            let why = "In this project whoever knows one name knows the others; what goes by them does not find this one.";
            let found = Found::new(given.span, what, why, instead);
            return out.emit(Found { table: given.table.clone(), ..found });
        }
    }
}

/// Whether a column has a foreign key to this table.
fn refers(table: Option<&Table>, column: &str, to: &str) -> bool {
    let Some(table) = table else { return false };
    let Some(column) = table.column(&Ident::folded(column)) else { return false };
    table.constraints().into_iter().any(|(_, it)| match &it.kind {
        ConstraintKind::ForeignKey(key) => {
            it.columns == [column.number] && Table::of(table.schema, key.target).is_some_and(|it| it.name().to_string() == to)
        }
        _ => false,
    })
}

/// What is wrong with a name, and what to call it.
fn broken(naming: &Naming, given: &Given, full: &str) -> Option<(String, String)> {
    /// PostgreSQL cuts what is longer.
    const LONGEST: usize = 63;
    let Given { of, name, .. } = given;
    let on = if matches!(of, Named::Table | Named::Type | Named::Label) { "" } else { full };
    let of = of.words();
    let on = if on.is_empty() { String::new() } else { [" of `", on, "`"].concat() };
    if naming.never.as_deref() == Some(*name) {
        let instead = naming.instead.as_ref().map(|it| format!("Call it `{it}`."));
        let instead = instead.unwrap_or_else(|| "Give it another name.".to_owned());
        return Some((format!("The {of} `{name}`{on} has a name that this project does not give there."), instead));
    }
    let like = naming.like.as_ref()?;
    if like.contains("{columns}") && given.columns.is_none() {
        return None;
    }
    let table = given.table.as_ref().map_or("", |it| it.name.as_str());
    let wanted = like.replace("{table}", table).replace("{columns}", given.columns.as_deref().unwrap_or_default());
    let miss = fit(&wanted, name, &mut |_, _| {}).err().filter(|_| wanted.len() <= LONGEST)?;
    let instead = match wanted.contains('{') {
        true => format!("Name it as `{like}`."),
        false => format!("Call it `{wanted}`."),
    };
    let how = if wanted == *like && wanted.contains('{') { format!(": {}", miss.words()) } else { String::new() };
    Some((format!("The {of} `{name}`{on} is not named as `{like}`{how}."), instead))
}
