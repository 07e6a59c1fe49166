use crate::order::Places;
use super::{Found, Out, Revision};
use crate::digest::Digest;
use crate::discovery::is_migration;
use crate::finding::Span;

rule! {
    /// A migration that the project has already accepted was changed or removed.
    ///
    /// It has run on some database in its old form and never runs there again, so that database and a fresh one differ
    /// from now on. Tools that keep a checksum stop at it; the others say nothing.
    ///
    /// The rule looks at the bytes, not at what they mean: a comment or a line ending is a change, because a checksum
    /// sees it too. A page cannot show it in one file: it compares with the accepted set.
    ///
    /// ## Bad
    /// ```sql
    /// -- base: 001_orders.sql
    /// CREATE TABLE orders (id int PRIMARY KEY);
    /// -- file: 001_orders.sql applied-migration-changed
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- base: 001_orders.sql
    /// CREATE TABLE orders (id int PRIMARY KEY);
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id int PRIMARY KEY);
    /// -- file: 002_totals.sql
    /// CREATE TABLE totals (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Put the file back as it was and write a new migration that makes the change.
    "applied-migration-changed", Order, Error, Folder(check),
    covers ["applied-migration-edited"]
}

fn check(revision: &Revision, out: &mut Out) {
    let Some(base) = revision.base else { return };
    let files = Places::of(&mut revision.files.iter().map(|file| file.path.as_str()));
    let mut digests: Vec<Option<&Digest>> = vec![None; revision.files.len()];
    for it in &revision.migrations {
        digests[it.migration.file] = Some(it.digest);
    }
    let changed = |at: usize, accepted: &Digest| match digests[at] {
        Some(digest) => digest != accepted,
        None => revision.files[at].digest() != *accepted,
    };
    for accepted in base.iter().filter(|it| is_migration(&it.path)) {
        let what = match files.get(&accepted.path) {
            None => "This accepted migration is gone.",
            Some(at) if changed(at, &accepted.digest) => "This accepted migration was changed.",
            Some(_) => continue,
        };
        out.emit_file(
            &accepted.path,
            Found::new(
                Span { start: 0, end: 0 },
                what,
                "Databases that have it applied keep its old effect; fresh ones get the new one, or none.",
                "Put the file back as it was and make the change in a new migration.",
            ),
        );
    }
}
