//! `<number>_<name>.sql` with `-- +goose Up` and `-- +goose Down` in it, as goose has them. `-- +goose NO TRANSACTION`
//! counts for both, and only where no white space stands before it.

use super::marker::{self, Marker};
use super::place::{Found, Place, Role, by_version, stem};
use super::version::leading_digits;
use super::{Fault, Mark, Migration, Section, Version};
use crate::finding::Span;
use crate::script;

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::paired(place.sql().map(|(path, file)| (file, role(path))), by_version);
    for migration in &mut found.migrations {
        cut(migration, place.text(migration.file));
    }
    found
}

fn role(path: &str) -> Option<Role> {
    let stem = stem(path);
    let digits = leading_digits(stem).filter(|digits| stem[digits.len()..].starts_with('_'))?;
    Some(Role::Up { name: stem.to_owned(), version: Version::number(digits) })
}

/// Whether a file speaks to goose.
pub(super) fn speaks(text: &str) -> bool {
    text.contains("+goose Up") && marker::read(text).iter().any(|it| it.said == "+goose Up")
}

fn cut(migration: &mut Migration, text: &str) {
    let markers = marker::read(text);
    let (indented, read): (Vec<Marker>, Vec<Marker>) = markers.into_iter().partition(|it| it.indented);
    let find = |said: &str| read.iter().find(|it| it.said == said);
    if find("+goose NO TRANSACTION").is_some() {
        migration.mark = Mark::NoTransaction;
    } else if let Some(mark) = indented.iter().find(|it| it.said == "+goose NO TRANSACTION") {
        migration.mark = Mark::Ignored {
            span: mark.span,
            why: "goose reads its marks only where a line begins with them, and white space stands before this one.",
        };
    }
    let Some(up) = find("+goose Up") else {
        let message = "goose refuses a file without a line `-- +goose Up`. Write it above the statements.";
        migration.refuse(Span { start: 0, end: 0 }, message);
        return;
    };
    let marker = find("+goose Down").map(|it| it.span);
    let down = marker.map_or(text.len(), |it| it.start);
    if down < up.span.start {
        migration.refuse(up.span, "goose refuses `-- +goose Up` behind `-- +goose Down`. Put it first.");
        return;
    }
    if marker::sql_above(migration, text, up.span, "goose refuses SQL above `-- +goose Up`. Put it below.") {
        return;
    }
    if let Some(again) = read.iter().filter(|it| it.said == "+goose Up").nth(1) {
        migration
            .faults
            .push(Fault::gap(again.span, "goose refuses a second `-- +goose Up` in one file. Remove it."));
    }
    let part = Span { start: up.span.end, end: down };
    migration.faults.extend(torn(text, part, &read).map(|span| Fault::note(span, TORN)));
    migration.sections = Some(vec![Section::new(part)]);
    migration.back.extend(marker.map(|it| Section::new(Span { start: it.end, end: text.len() })));
}

const TORN: &str = "goose cuts this statement where one of its lines ends with a semicolon, and sends the pieces. Put \
    `-- +goose StatementBegin` above it and `-- +goose StatementEnd` below.";

/// The first statement that goose tears: it knows lines, not bodies.
fn torn(text: &str, part: Span, markers: &[Marker]) -> Option<Span> {
    let held = |span: Span| {
        let before = markers
            .iter()
            .rev()
            .find(|it| it.span.end <= span.start && it.said.starts_with("+goose Statement"));
        before.is_some_and(|it| it.said == "+goose StatementBegin")
    };
    let ends = |line: &str| {
        let words = line.split_whitespace().take_while(|word| !word.starts_with("--"));
        words.last().is_some_and(|word| word.ends_with(';'))
    };
    let pieces = script::split(text).pieces.into_iter().map(|piece| piece.span);
    pieces.filter(|it| it.start >= part.start && it.end <= part.end).find(|it| {
        let inside = &text[it.start..it.end];
        let lines = inside.rsplit_once('\n').map_or("", |(lines, _)| lines);
        lines.lines().any(ends) && !held(*it)
    })
}
