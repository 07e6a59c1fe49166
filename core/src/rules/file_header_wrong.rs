use super::{Found, InMigration, Out};
use crate::finding::Span;
use crate::settings::template::{Miss, fit, head};

rule! {
    /// A file does not begin with the header that the project gives its files, or the header is not true.
    ///
    /// A header tells what the file is for, and since when. Copied from the last file it tells a lie: the number of
    /// another one, a day that no calendar has. The rule is asleep until the settings have the lines of the header.
    ///
    /// The lines stand before the first statement. `{number}` must be the file's own, `{date}` a day such as 2025-12-31,
    /// `{text}` anything that is not empty.
    ///
    /// ## Settings
    /// ```toml
    /// [files]
    /// header = ["-- Migration {number}: {text}", "-- Created: {date}"]
    /// ```
    /// ## Bad
    /// ```sql
    /// -- file: 007_add_sku.sql
    /// -- Migration 006: Add tax
    /// --           ^^^ file-header-wrong
    /// -- Created: 2025-02-30
    /// --          ^^^^^^^^^^ file-header-wrong
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// -- file: 008_add_tax.sql file-header-wrong
    /// CREATE TABLE tax (id bigint PRIMARY KEY);
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 007_add_sku.sql
    /// -- Migration 007: Add SKU
    /// -- Created: 2025-12-05
    /// CREATE TABLE sku (id bigint PRIMARY KEY);
    /// ```
    /// ## Instead
    /// Write the lines that are missing, with the file's own number and the day on which it was written.
    "file-header-wrong", Conventions, Warning, Migration(check),
    covers []
}

const WHY: &str = "In this project the header says what a file is for; who looks for it there finds nothing, or another one.";

fn check(it: &InMigration, out: &mut Out) {
    let wanted = &it.settings.conventions.files.header;
    let Some(source) = it.read.source.as_ref().filter(|_| !wanted.is_empty()) else { return };
    let end = it.read.statements.first().map_or(source.text.len(), |it| it.span.start);
    let top = source.text.get(..end).unwrap_or_default();
    let mut missing = String::new();
    for line in wanted {
        match find(top, head(line).trim()) {
            Some((at, words)) => hold(it, line, at, words, out),
            None => {
                missing += if missing.is_empty() { "`" } else { ", `" };
                missing += line;
                missing += "`";
            }
        }
    }
    if !missing.is_empty() {
        let what = format!("The header of this file lacks {missing}.");
        let instead = "Write it before the first statement.";
        out.emit(Found::new(Span { start: 0, end: 0 }, what, WHY, instead));
    }
}

/// The line that begins with these words, and its first byte.
fn find<'t>(top: &'t str, begin: &str) -> Option<(usize, &'t str)> {
    let mut at = 0;
    for line in top.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim_start();
        if words.starts_with(begin) {
            return Some((at + line.len() - words.len(), words.trim_end()));
        }
        at += line.len();
    }
    None
}

/// Whether what a line says is what its template asks for.
fn hold(it: &InMigration, template: &str, at: usize, line: &str, out: &mut Out) {
    let own = it.read.migration.version.count();
    let mut other = None;
    let fits = fit(template, line, &mut |slot, part| {
        if slot.starts_with("number") && own.is_some() && part.parse().ok() != own {
            other = Some(part);
        }
    });
    let (part, what, instead) = match (fits, other) {
        (Ok(()), None) => return,
        (_, Some(part)) => {
            let own = own.unwrap_or_default();
            let what = format!("The header says {part}, and this file's number is {own}.");
            (part, what, "Write the file's own number.".to_owned())
        }
        (Err(miss), _) => {
            let part = if let Miss::Part { is, .. } = miss { is } else { line };
            let what = match head(template).trim() {
                begin if begin == line => format!("Nothing stands behind `{begin}`."),
                _ => format!("This line of the header is not as the project writes it: {}.", miss.words()),
            };
            (part, what, format!("Write it as `{template}`."))
        }
    };
    let start = at + if part.is_empty() { 0 } else { line.find(part).unwrap_or(0) };
    let end = if part.is_empty() { at + line.len() } else { start + part.len() };
    out.emit(Found::new(Span { start, end }, what, WHY, instead));
}
