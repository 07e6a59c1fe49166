use super::{End, Found, Out};
use crate::engine::replayed;
use crate::finding::Span;
use crate::schema::Schema;
use crate::schema::diff::object;
use crate::settings::template::{fit, tail};

rule! {
    /// A snapshot of the schema is not what the migrations build.
    ///
    /// A dump that is kept for people to read grows old with the next migration, and then tells them of columns that are
    /// gone. The rule is asleep until the settings say how snapshots are called; of several the newest is looked at, by
    /// the date in its name.
    ///
    /// The snapshot is played like the migrations, and both are compared object by object: tables, columns with types and
    /// defaults, keys, indexes, views, functions, types. A table `migrations` is taken for what a runner keeps for itself.
    /// Where migrations speak of things that no file makes, only what the snapshot lacks is told.
    ///
    /// ## Settings
    /// ```toml
    /// [files]
    /// snapshot = "docs/schema-{date}.sql"
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: migrations/001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
    /// -- file: docs/schema-2025-11-06.sql snapshot-stale
    /// CREATE TABLE public.orders (id bigint NOT NULL);
    /// ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: migrations/001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
    /// -- file: docs/schema-2025-11-06.sql
    /// CREATE TABLE public.orders (id bigint NOT NULL);
    /// -- file: docs/schema-2025-12-01.sql
    /// CREATE TABLE public.orders (id bigint NOT NULL, sku text);
    /// ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
    /// ```
    /// ## Instead
    /// Export it anew with `pg_dump --schema-only` where all migrations are applied, under that day's date.
    "snapshot-stale", Conventions, Warning, End(check),
    covers ["schema-drift"]
}

fn check(end: &End, out: &mut Out) {
    let Some(template) = &end.revision.settings.conventions.files.snapshot else { return };
    let mut newest: Option<(&str, usize)> = None;
    for (at, file) in end.revision.files.iter().enumerate() {
        let mut date = "";
        let fits = fit(template, tail(template, &file.path), &mut |_, part| date = part).is_ok();
        if fits && newest.is_none_or(|(other, _)| other <= date) {
            newest = Some((date, at));
        }
    }
    let Some((_, at)) = newest else { return };
    let file = &end.revision.files[at];
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return };
    let (snapshot, _) = replayed::script(text, end.schema.postgres);
    let differ = differences(end.schema, &snapshot);
    let Some(first) = differ.first() else { return };
    let mut what = format!("The migrations build another schema than this snapshot: {first}");
    for more in differ.iter().take(3).skip(1) {
        what = what + ", " + more;
    }
    if differ.len() > 3 {
        what += &format!(", and {} more", differ.len() - 3);
    }
    let found = Found::new(
        Span { start: 0, end: 0 },
        what + ".",
        "Whoever reads it instead of the migrations goes by a schema that is not there.",
        "Export it anew with pg_dump --schema-only where all migrations are applied, under that day's date.",
    );
    out.emit_file(&file.path, found);
}

/// What differs, tables first: a column of a table that is not there is not told by itself.
fn differences(built: &Schema, snapshot: &Schema) -> Vec<String> {
    let (ours, theirs) = (built.facts(), snapshot.facts());
    let mut gone: Vec<(&str, &str)> = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < ours.len() || b < theirs.len() {
        let order = match (ours.get(a), theirs.get(b)) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        if order.is_lt() && !doubtful(snapshot, &ours[a]) {
            gone.push((&ours[a], "is not in it"));
        }
        // What no file makes may be older than the files; the runner's own table is in none of them.
        if order.is_gt() && !doubtful(built, &theirs[b]) && !built.is_partial() && !is_runners(&theirs[b]) {
            gone.push((&theirs[b], "is only in it"));
        }
        a += usize::from(order.is_le());
        b += usize::from(order.is_ge());
    }
    let tables: Vec<&str> = gone.iter().filter(|(fact, _)| fact.starts_with("table ")).map(|(fact, _)| &object(fact)[6..]).collect();
    let mut told = Vec::new();
    for first in [true, false] {
        for (fact, how) in &gone {
            let is_table = fact.starts_with("table ");
            let below = tables.iter().any(|table| below(fact, table));
            if is_table == first && (is_table || !below) {
                told.push(["`", fact, "` ", how].concat());
            }
        }
    }
    told
}

/// Whether a fact is about a part of this table: `column public.orders.id …`, `primary key public.orders orders_pkey`.
fn below(fact: &str, table: &str) -> bool {
    fact.match_indices(table).any(|(at, _)| {
        let after = fact[at + table.len()..].bytes().next();
        fact[..at].ends_with(' ') && matches!(after, Some(b'.' | b' '))
    })
}

fn doubtful(schema: &Schema, fact: &str) -> bool {
    let mut names = object(fact).split([' ', '.', '(', '"']);
    names.any(|name| !matches!(name, "" | "public" | "table" | "column" | "index") && schema.doubt.says(name))
}

fn is_runners(fact: &str) -> bool {
    object(fact).contains(" public.migrations") || fact.contains(" public.migrations")
}
