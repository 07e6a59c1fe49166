use crate::order::Places;
use super::{Found, Out, Revision};
use crate::discovery::{Layout, Migration, Why};
use crate::finding::{Severity, Span};
use crate::settings::Range;
use crate::settings::template::is_path;

rule! {
    /// A file with SQL has no place in the order, or a number is left out.
    ///
    /// Tools apply what their layout names and pass over the rest without a word, so a file without a number is never
    /// applied, or at another moment than its author thinks. With `sequential = true` (presets `helios`, `aim`,
    /// `people-ops`) a gap between two numbers is reported too: the missing file may still sit on somebody's machine.
    ///
    /// Where the settings name `ranges`, gaps are looked for inside each, and a new number outside of all is reported.
    ///
    /// A file that the tool's journal or plan does not list is never applied either. SQL outside the folder that holds the
    /// migrations is mentioned, and weighs no more than `info`.
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
    "number-missing", Order, Error, Folder(check),
    covers ["migration-file-name"]
}

const START: Span = Span { start: 0, end: 0 };

fn check(revision: &Revision, out: &mut Out) {
    let included = revision.migrations.iter().flat_map(|it| it.included);
    let included = Places::of(&mut included.map(String::as_str));
    let files = &revision.settings.conventions.files;
    for stranger in &revision.folder.strangers {
        let path = &revision.files[stranger.file].path;
        // What the settings name, other rules speak of.
        let named = |it: &String| is_path(it, path);
        if included.has(path) || files.snapshot.as_ref().is_some_and(named) || files.unwanted.iter().any(named) {
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
            Why::NotListed => Found::new(
                START,
                format!("{} does not list this file.", list(revision)),
                "It was not read: what is not listed there is never applied.",
                "Add it with the tool's own command, or remove it.",
            ),
            Why::Baseline => Found::new(
                START,
                "This file stands for all before it on a fresh database, and was not read.",
                "The files before it are judged instead, as a database that has some of them runs them.",
                "Nothing is wrong if both come to the same schema.",
            )
            .at_most(Severity::Info),
        };
        out.emit_file(path, found);
    }
    ranges(revision, out);
    if revision.settings.sequential {
        gaps(revision, out);
    }
}

fn list(revision: &Revision) -> &'static str {
    if revision.folder.layout == Some(Layout::Sqitch) { "The plan" } else { "The journal" }
}

/// Where the settings name ranges, every new number lies in one, and in one of its folder.
fn ranges(revision: &Revision, out: &mut Out) {
    let ranges = &revision.settings.ranges;
    if ranges.is_empty() {
        return;
    }
    for new in revision.migrations.iter().filter(|it| it.new) {
        let path = &revision.files[new.migration.file].path;
        let Some(number) = new.migration.version.count() else { continue };
        let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
        let theirs = |it: &&Range| it.folder.as_ref().is_none_or(|it| it == folder);
        if ranges.iter().filter(theirs).any(|it| (it.from..=it.to).contains(&number)) {
            continue;
        }
        let other = ranges.iter().find(|it| (it.from..=it.to).contains(&number));
        let what = match other {
            Some(other) => format!("Number {number} belongs to the range `{}`, which is another folder's.", other.name),
            None => format!("Number {number} lies in no range of the settings."),
        };
        let free: Vec<String> =
            ranges.iter().filter(theirs).map(|it| format!("`{}` from {} to {}", it.name, it.from, it.to)).collect();
        let instead = match free.as_slice() {
            [] => "Add a range for this folder to `ranges` in lockgate.toml.".to_owned(),
            free => format!("Take a free number of {}.", free.join(", ")),
        };
        let why = "Ranges keep those who write migrations apart: a number from elsewhere may be taken there tomorrow.";
        out.emit_file(path, Found::new(START, what, why, instead));
    }
}

fn shown(root: &str) -> &str {
    if root.is_empty() { "." } else { root }
}

/// Between two ranges there is no gap.
fn one_range(ranges: &[Range], before: u64, after: u64) -> bool {
    let holds = |it: &Range, number: u64| (it.from..=it.to).contains(&number);
    ranges.is_empty() || ranges.iter().any(|it| holds(it, before) && holds(it, after))
}

fn count(migration: &Migration) -> Option<u64> {
    migration.version.count().filter(|number| *number < 100_000)
}

/// Timestamps have gaps by nature; short numbers are counted.
fn gaps(revision: &Revision, out: &mut Out) {
    for pair in revision.migrations.windows(2) {
        let (Some(before), Some(after)) = (count(pair[0].migration), count(pair[1].migration)) else {
            continue;
        };
        if !pair[1].new || after <= before + 1 || !one_range(&revision.settings.ranges, before, after) {
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
