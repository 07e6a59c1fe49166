//! Sqitch: `sqitch.plan` says the order; each change has `deploy/<name>.sql`, `revert/<name>.sql` and
//! `verify/<name>.sql`. A change that is done anew keeps its old scripts as `<name>@<tag>.sql`.

use super::place::{Found, Place};
use super::{Fault, Migration, Version, Why};
use crate::finding::Span;
use crate::order::Places;

pub(crate) const PLAN: &str = "sqitch.plan";

/// A line of the plan that deploys something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change<'a> {
    pub name: &'a str,
    /// The tag behind the last time that the same name was planned before the next: `@v1`.
    pub tag: Option<&'a str>,
    /// `other` or `!other`, as the brackets have them
    pub depends: Vec<&'a str>,
    /// `2013-12-31T10:26:59Z`
    pub date: &'a str,
    /// `Marge N. O'Vera <marge@example.com>`
    pub planner: &'a str,
    pub note: &'a str,
}

/// A plan as far as order and ids go.
#[derive(Debug, Default)]
pub(crate) struct Plan<'a> {
    pub project: &'a str,
    pub uri: Option<&'a str>,
    pub changes: Vec<Change<'a>>,
}

pub(super) fn read(place: &Place) -> Found {
    let mut found = Found::default();
    let Some(at) = place.find(PLAN) else { return found };
    let plan = Plan::read(place.text(at));
    let last = Places::of(&mut plan.changes.iter().map(|it| it.name));
    for (number, change) in plan.changes.iter().enumerate() {
        let again = last.get(change.name) > Some(number);
        let name = match change.tag {
            Some(tag) if again => format!("{}{tag}", change.name),
            _ => change.name.to_owned(),
        };
        let script = |folder: &str| place.find(&format!("{folder}/{name}.sql"));
        match script("deploy") {
            Some(file) => {
                let version = Version::number(&(number + 1).to_string());
                let mut migration = Migration::new(name.clone(), version, file);
                (migration.down, migration.verify) = (script("revert"), script("verify"));
                found.migrations.push(migration);
            }
            None => {
                let message = format!(
                    "The plan has `{name}`, and there is no `deploy/{name}.sql`: Sqitch stops there."
                );
                found.faults.push((at, Fault::gap(Span { start: 0, end: 0 }, message)));
            }
        }
    }
    let mut taken = vec![false; place.files.len()];
    for file in found.migrations.iter().flat_map(|it| it.files()) {
        taken[file] = true;
    }
    let scripts = place.sql_below().filter(|(path, file)| {
        !taken[*file] && ["deploy/", "revert/", "verify/"].iter().any(|folder| path.starts_with(folder))
    });
    found.strangers = scripts.map(|(_, file)| (file, Why::NotListed)).collect();
    found
}

impl<'a> Plan<'a> {
    pub fn read(text: &'a str) -> Plan<'a> {
        let mut plan = Plan::default();
        for line in text.lines().map(str::trim) {
            if let Some(pragma) = line.strip_prefix('%') {
                match pragma.split_once('=') {
                    Some(("project", name)) => plan.project = name.trim(),
                    Some(("uri", uri)) => plan.uri = Some(uri.trim()),
                    _ => {}
                }
            } else if line.starts_with('@') {
                let tag = line.split_whitespace().next();
                for change in plan.changes.iter_mut().rev().take_while(|it| it.tag.is_none()) {
                    change.tag = tag;
                }
            } else if let Some(change) = change(line) {
                plan.changes.push(change);
            }
        }
        plan
    }
}

/// `name [needs !excludes] 2013-12-31T10:26:59Z Planner <address> # note`
fn change(line: &str) -> Option<Change<'_>> {
    if line.is_empty() || line.starts_with(['#', '-']) {
        return None;
    }
    let (line, note) = line.split_once(" # ").map_or((line, ""), |(line, note)| (line, note.trim()));
    let line = line.strip_prefix('+').unwrap_or(line).trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let (depends, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, rest)) => (inside.split_whitespace().collect(), rest.trim()),
        None => (Vec::new(), rest),
    };
    let (date, planner) = rest.split_once(' ').unwrap_or((rest, ""));
    Some(Change { name, tag: None, depends, date, planner: planner.trim(), note })
}
