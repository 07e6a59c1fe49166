use super::{Found, InOrder, Out, Revision};
use crate::discovery::Layout;
use crate::finding::{Severity, Span};
use crate::history::{Late, late};

rule! {
    /// A new migration stands before one that has been accepted.
    ///
    /// Where the later one has been applied, golang-migrate and Drizzle never run the new one, and say nothing. Flyway,
    /// goose, refinery, node-pg-migrate, Supabase, Atlas and Knex stop. Prisma, sqlx, diesel, dbmate and TypeORM run it
    /// after the later one, while a fresh database runs it before; so does refinery with a file that begins with `U`. It
    /// happens when a branch is merged late.
    ///
    /// Drizzle goes by the moment in its journal, so an entry there that is not newer than all before it never runs on a
    /// database that has these.
    ///
    /// ## Bad
    /// ```sql
    /// -- base: 20260301000000_orders/migration.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 20260301000000_orders/migration.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 20260201000000_sku/migration.sql migration-out-of-order
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- base: 20260301000000_orders/migration.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 20260301000000_orders/migration.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 20260302000000_sku/migration.sql
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Give the new migration a number behind the last one, before it is applied anywhere.
    "migration-out-of-order", Order, Error, Folder(check),
    covers ["non-linear-history"]
}

fn check(revision: &Revision, out: &mut Out) {
    if revision.folder.layout == Some(Layout::Drizzle) {
        return by_moment(revision, out);
    }
    // Accepted migrations that are still there; one that runs again on every change stands where it stands.
    let in_line = |it: &InOrder| !it.new && !it.migration.repeatable;
    let Some(last) = revision.migrations.iter().rposition(in_line) else { return };
    let (before, last) = (&revision.migrations[..last], &revision.migrations[last]);
    // Two of one version are another rule's.
    let early = before.iter().filter(|it| it.new && it.migration.version != last.migration.version);
    for new in early {
        say(revision, new, last, out);
    }
}

/// Drizzle runs what is newer than the newest that it has run, and asks for nothing else.
fn by_moment(revision: &Revision, out: &mut Out) {
    let mut newest: Option<&InOrder> = None;
    for it in &revision.migrations {
        match newest {
            Some(before) if it.migration.version.compare(&before.migration.version).is_le() => {
                if it.new {
                    say(revision, it, before, out);
                }
            }
            _ => newest = Some(it),
        }
    }
}

fn say(revision: &Revision, new: &InOrder, before: &InOrder, out: &mut Out) {
    let layout = revision.folder.layout.unwrap_or(Layout::Numbered);
    let (tool, other) = (layout.title(), &before.migration.name);
    let found = |what: String, why: String| {
        Found::new(
            Span { start: 0, end: 0 },
            what,
            why,
            "Give it a number behind the last one, before it is applied anywhere.",
        )
    };
    let found = match late(layout, new.migration) {
        Some(Late::Skipped) => found(
            format!("Where `{other}` has been applied, {tool} never runs this migration."),
            format!("{tool} looks only for what is newer than the newest that it has applied, and says nothing of the rest."),
        ),
        Some(Late::Refused) => found(
            format!("Where `{other}` has been applied, {tool} stops at this migration."),
            format!("{tool} refuses a migration that stands before one that it has applied."),
        ),
        Some(Late::Applied) => found(
            format!("This migration stands before `{other}`, which has been accepted."),
            format!("{tool} runs it after `{other}` where that has been applied, and before it on a fresh database."),
        )
        .at_most(Severity::Warning),
        None => found(
            format!("This migration stands before `{other}`, which has been accepted."),
            "Depending on what applies the files it never runs, stops the tool, or runs after files that stand behind it."
                .to_owned(),
        )
        .at_most(Severity::Warning),
    };
    out.emit_file(&revision.files[new.migration.file].path, found);
}
