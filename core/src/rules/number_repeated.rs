use super::{Found, Out, Revision};
use crate::finding::Span;

rule! {
    /// Two migrations have one number.
    ///
    /// Which of them runs first is then a matter of the rest of the name, and a tool that remembers numbers applies one
    /// of them and takes the other for done. It happens when two branches take the next number on the same day.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 007_add_sku.sql
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// -- file: 007_add_tax.sql number-repeated
    /// CREATE TABLE tax (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 007_add_sku.sql
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// -- file: 008_add_tax.sql
    /// CREATE TABLE tax (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Give the newer file the next free number before it is applied anywhere.
    "number-repeated", Order, Error, Folder(check),
    covers ["duplicate-version"]
}

fn check(revision: &Revision, out: &mut Out) {
    for pair in revision.migrations.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if first.migration.version != second.migration.version || !(first.new || second.new) {
            continue;
        }
        let number = second.migration.version.as_str();
        let (named, other) = match second.new {
            true => (second, first),
            false => (first, second),
        };
        out.emit_file(
            &revision.files[named.migration.file].path,
            Found::new(
                Span { start: 0, end: 0 },
                format!("The number {number} is also that of `{}`.", revision.files[other.migration.file].path),
                "A tool that remembers numbers applies one of the two and takes the other for done.",
                "Give the newer one the next free number.",
            ),
        );
    }
}
