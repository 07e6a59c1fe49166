//! Two schemas, object by object.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a comparison went by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The lines of the facts, which any source has.
    Facts,
    /// The definitions too, as a server prints them.
    Exact,
}

/// A line of the facts and, where a server printed one, the definition of its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub fact: String,
    pub definition: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    Added,
    Removed,
    Changed,
}

/// An object that is not the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Its kind and name, as a line of the facts begins: `column public.orders.id`.
    pub object: String,
    pub change: Change,
    /// What the first says of it, and what the second: the line of the facts, or the definitions where the lines agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What differs, in the order of the objects' names. By [`Basis::Facts`] definitions are not looked at.
pub fn diff(before: &[Entry], after: &[Entry], basis: Basis) -> Vec<Difference> {
    let (first, second) = (by_object(before), by_object(after));
    let gone = first.iter().filter(|(object, _)| !second.contains_key(*object));
    let gone = gone.map(|(object, it)| difference(object, Some(&it.fact), None));
    let rest = second.iter().filter_map(|(object, new)| match first.get(object) {
        None => Some(difference(object, None, Some(&new.fact))),
        Some(old) if old.fact != new.fact => Some(difference(object, Some(&old.fact), Some(&new.fact))),
        Some(old) if basis == Basis::Exact && old.definition != new.definition => Some(difference(
            object,
            old.definition.as_deref().or(Some("")),
            new.definition.as_deref().or(Some("")),
        )),
        Some(_) => None,
    });
    let mut found: Vec<Difference> = gone.chain(rest).collect();
    found.sort_by(|a, b| a.object.cmp(&b.object));
    found
}

fn difference(object: &str, before: Option<&str>, after: Option<&str>) -> Difference {
    let change = match (before, after) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => Change::Changed,
    };
    let text = |it: Option<&str>| it.map(str::to_owned);
    Difference { object: object.to_owned(), change, before: text(before), after: text(after) }
}

fn by_object(entries: &[Entry]) -> BTreeMap<&str, &Entry> {
    entries.iter().map(|entry| (object(&entry.fact), entry)).collect()
}

/// Kinds of more than one word.
const LONG_KINDS: &[&str] = &["primary key ", "foreign key ", "materialized view "];

/// Kinds whose name is a table's and one of their own.
const BELOW: &[&str] = &["primary key", "unique", "foreign key", "check", "exclude"];

/// The kind and name that a line of the facts begins with.
pub fn object(fact: &str) -> &str {
    if fact.starts_with("comment ") {
        return fact;
    }
    let long = LONG_KINDS.iter().find(|it| fact.starts_with(**it)).map(|it| it.len() - 1);
    let kind = long.or_else(|| fact.find(' ')).unwrap_or(fact.len());
    let name = end_of_name(fact, kind + 1);
    match BELOW.contains(&&fact[..kind]) {
        true => &fact[..end_of_name(fact, name + 1)],
        false => &fact[..name],
    }
}

/// Where the name that begins at a byte ends: at a space that is in no quotes and in no brackets.
fn end_of_name(fact: &str, from: usize) -> usize {
    let (mut quoted, mut depth) = (false, 0usize);
    for (at, byte) in fact.bytes().enumerate().skip(from) {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b' ' if !quoted && depth == 0 => return at,
            _ => {}
        }
    }
    fact.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_begins_with_its_object() {
        for (fact, expected) in [
            ("schema shop", "schema shop"),
            ("column public.orders.id integer not null", "column public.orders.id"),
            ("column \"a b\".\"c\"\"d e\".f text", "column \"a b\".\"c\"\"d e\".f"),
            ("primary key public.orders orders_pkey (id)", "primary key public.orders orders_pkey"),
            ("check public.orders \"is ok\" not valid", "check public.orders \"is ok\""),
            ("materialized view public.totals", "materialized view public.totals"),
            (
                "function public.f(character varying, integer)",
                "function public.f(character varying, integer)",
            ),
            ("enum public.mood ('sad', 'ok')", "enum public.mood"),
            ("comment column public.orders.id", "comment column public.orders.id"),
            ("composite public.pair (a integer)", "composite public.pair"),
        ] {
            assert_eq!(object(fact), expected);
        }
    }

    fn entries(all: &[(&str, Option<&str>)]) -> Vec<Entry> {
        let one = |(fact, definition): &(&str, Option<&str>)| Entry {
            fact: (*fact).to_owned(),
            definition: definition.map(str::to_owned),
        };
        all.iter().map(one).collect()
    }

    #[test]
    fn objects_are_added_removed_and_changed() {
        let before =
            entries(&[("column a.b.c text", None), ("view a.v", Some("SELECT 1")), ("view a.w", None)]);
        let after = entries(&[
            ("column a.b.c text not null", None),
            ("table a.t", None),
            ("view a.v", Some("SELECT 2")),
        ]);
        let said = |basis| {
            let found = diff(&before, &after, basis).into_iter();
            found.map(|it| (it.object, it.change)).collect::<Vec<_>>()
        };
        let column = ("column a.b.c".to_owned(), Change::Changed);
        let table = ("table a.t".to_owned(), Change::Added);
        let gone = ("view a.w".to_owned(), Change::Removed);
        assert_eq!(said(Basis::Facts), [column.clone(), table.clone(), gone.clone()]);
        assert_eq!(said(Basis::Exact), [column, table, ("view a.v".to_owned(), Change::Changed), gone]);
        assert_eq!(diff(&before, &before, Basis::Exact), []);
    }
}
