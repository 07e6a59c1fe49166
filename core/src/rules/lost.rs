//! What goes along with what is dropped.

use super::{Found, Out, Step, made};
use crate::order::sorted;
use crate::schema::Schema;
use crate::schema::catalog::{Body, Id, Part, Targets};
use crate::statement::{Kind, Object};

type Target = (Id, Part);

/// What a drop takes away beside the targets, in PostgreSQL's words: `view totals`. What lies inside of something that
/// goes whole, such as a table's own indexes, is not told. With `cascade` only what goes by CASCADE alone.
pub fn lost(schema: &Schema, targets: &[Target], cascade: bool) -> Vec<String> {
    let alone = schema.catalog.with_dependents(targets, false);
    let (all, told) = match cascade {
        true => (schema.catalog.with_dependents(targets, true), alone),
        false => (alone, Targets::of(targets)),
    };
    let mut words = Vec::new();
    for target in all.list() {
        if !told.has(target) && !is_inside(schema, target, &all) {
            words.push(schema.catalog.described(target));
        }
    }
    sorted(words, String::cmp)
}

/// Whether it is a part of something that goes whole, or the work of something that goes.
fn is_inside(schema: &Schema, (id, part): Target, all: &Targets) -> bool {
    let goes = |id: Id| all.has((id, Part::Whole));
    let Some(object) = schema.catalog.get(id) else { return true };
    let below = |id: Option<Id>| id.is_some_and(goes);
    match (&object.body, part) {
        (_, Part::Default(_)) => true,
        (_, Part::Column(_)) => goes(id),
        (Body::Index(it), _) => goes(it.table) || it.constraint.is_some_and(goes),
        // Of a serial or identity column.
        (Body::Sequence(_), _) => true,
        _ => below(object.below),
    }
}

/// ` With it go …`, for the end of a sentence; empty where nothing does.
pub fn with_it(words: &[String]) -> String {
    const MOST: usize = 6;
    let mut text = String::new();
    for word in words.iter().take(MOST) {
        text += if text.is_empty() { " With it go `" } else { ", `" };
        text += word;
        text += "`";
    }
    if words.len() > MOST {
        text += &format!(" and {} more", words.len() - MOST);
    }
    if !text.is_empty() {
        text += ".";
    }
    text
}

/// Says of each object of these kinds that it is dropped, and what goes along; not of what the file made itself or
/// makes again.
pub fn dropped(step: &Step, out: &mut Out, kinds: &[Object], why: &str, instead: &str) {
    let Kind::Drop(drop) = &step.statement.kind else { return };
    if !kinds.contains(&drop.object) {
        return;
    }
    for it in &drop.objects {
        let known = step.object(it);
        if known.is_some_and(|id| step.is_own(id)) || step.made.has(&made(drop.object, &it.name.value.name)) {
            continue;
        }
        let along = known.map(|id| lost(step.before, &[(id, Part::Whole)], false)).unwrap_or_default();
        let what = format!("This drops the {} `{}`.", drop.object.words(), it.name.value);
        let found = Found::new(it.name.span, what, [why, &with_it(&along)].concat(), instead);
        out.emit(match &it.on {
            Some(table) => found.about(step.full(table)),
            None => found,
        });
    }
}
