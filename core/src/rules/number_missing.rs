use super::{Found, Out, Revision};
use crate::discovery::{Layout, Version, Why};
use crate::finding::{Severity, Span};
use std::collections::BTreeSet;

rule! {
    /// A file with SQL has no place in the order, or a number is left out.
    ///
    /// Tools apply what their layout names and pass over the rest without a word, so a file without a number is never
    /// applied, or at another moment than its author thinks. With `sequential = true` (presets `helios`, `aim`,
    /// `people-ops`) a gap between two numbers is reported too: the missing file may still sit on somebody's machine.
    ///
    /// SQL outside the folder that holds the migrations is mentioned, and weighs no more than `info`.
    ///
    /// ## Bad
    /// ```sql
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: add_sku.sql number-missing
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// ```
    /// ## Good
    /// ```sql
    /// -- file: 001_orders.sql
    /// CREATE TABLE orders (id bigint PRIMARY KEY);
    /// -- file: 002_add_sku.sql
    /// ALTER TABLE orders ADD COLUMN sku text;
    /// ```
    /// ## Instead
    /// Give the file the next free number, or move it out of the folder.
    "number-missing", Order, Error, Folder(check)
}

const START: Span = Span { start: 0, end: 0 };

fn check(revision: &Revision, out: &mut Out) {
    let sources = revision.migrations.iter().filter_map(|it| it.source.as_ref());
    let included: BTreeSet<&str> = sources.flat_map(|source| source.included()).collect();
    for stranger in &revision.folder.strangers {
        let path = &revision.files[stranger.file].path;
        if included.contains(path.as_str()) {
            continue;
        }
        let found = match stranger.why {
            Why::NoNumber => Found::new(
                START,
                "The name of this file does not say where it stands in the order.",
                "It was not read: a tool that goes by numbers never applies it.",
                "Put the next free number in front of its name, or move it elsewhere.",
            ),
            Why::DownAlone => Found::new(
                START,
                "This file takes a migration back that is not there.",
                "It was not read. Either its other half is missing, or the two are not named alike.",
                "Add the file that applies it, or name both alike.",
            ),
            Why::OtherLayout => Found::new(
                START,
                "This file is not named, or does not lie, as the other migrations do.",
                "It was not read: the tool that applies the others does not look here.",
                "Name it as the others are named and put it beside them.",
            ),
            Why::Elsewhere => Found::new(
                START,
                format!("This file lies outside `{}`, which holds the migrations.", shown(&revision.folder.root)),
                "It was not read.",
                "Nothing is wrong if it is no migration; otherwise move it there.",
            )
            .at_most(Severity::Info),
        };
        out.emit_file(path, found);
    }
    if revision.settings.sequential && revision.folder.layout == Some(Layout::Numbered) {
        gaps(revision, out);
    }
}

fn shown(root: &str) -> &str {
    if root.is_empty() { "." } else { root }
}

/// Timestamps have gaps by nature; short numbers are counted.
fn gaps(revision: &Revision, out: &mut Out) {
    let count = |version: &Version| version.as_str().parse::<u64>().ok().filter(|number| *number < 100_000);
    for pair in revision.migrations.windows(2) {
        let (Some(before), Some(after)) = (count(&pair[0].migration.version), count(&pair[1].migration.version)) else {
            continue;
        };
        if !pair[1].new || after <= before + 1 {
            continue;
        }
        let left_out = match after - before {
            2 => format!("Number {} is", before + 1),
            _ => format!("Numbers {} to {} are", before + 1, after - 1),
        };
        let path = &revision.files[pair[1].migration.file].path;
        out.emit_file(
            path,
            Found::new(
                START,
                format!("{left_out} left out before this file."),
                "A file that comes later with that number would be applied after this one, or never.",
                "Take the next free number.",
            ),
        );
    }
}
