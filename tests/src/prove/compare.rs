//! Where what the engine says and what a server did differ.

use super::observe::Outcome;
use super::predict::{Prediction, mode_of};
use std::collections::BTreeSet;

/// Each difference in a few words; empty where they agree. `scans`: whether scans were observed.
pub fn differences(told: &Prediction, seen: &Outcome, scans: bool) -> Vec<String> {
    if let Some(difference) = refusal(told, seen) {
        return difference.into_iter().collect();
    }
    let mut found = locks(told, seen);
    found.extend(sets("rewrites", &told.outcome.rewrites, &seen.rewrites));
    found.extend(sets("builds", &told.outcome.builds, &seen.builds));
    if scans {
        let most: BTreeSet<String> = told.outcome.scans.union(&told.reads).cloned().collect();
        let missed = seen.scans.difference(&most).map(|it| format!("scans {it}, not foretold"));
        let idle = told.outcome.scans.difference(&seen.scans).map(|it| format!("does not scan {it}"));
        found.extend(missed.chain(idle));
    }
    if told.outcome.waits != seen.waits {
        found.push(format!("waits: {:?}, foretold {:?}", seen.waits, told.outcome.waits));
    }
    found
}

/// `None` where both ran; else what differs about the refusal.
fn refusal(told: &Prediction, seen: &Outcome) -> Option<Option<String>> {
    match (&told.outcome.refused, &seen.refused) {
        (None, None) => None,
        (Some(a), Some(b)) if a == b => Some(None),
        (None, Some(_)) if told.open => Some(None),
        (None, Some(code)) if told.row_errors.iter().any(|it| code.starts_with(it)) => Some(None),
        (Some(a), Some(b)) => Some(Some(format!("refused with {b}, foretold {a}"))),
        (None, Some(code)) => Some(Some(format!("refused with {code}, not foretold"))),
        (Some(code), None) => Some(Some(format!("runs, foretold {code}"))),
    }
}

fn locks(told: &Prediction, seen: &Outcome) -> Vec<String> {
    let names: BTreeSet<&String> = told.outcome.locks.keys().chain(seen.locks.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let (least, got) = (mode_of(&told.outcome.locks, name), mode_of(&seen.locks, name));
        let most = least.max(told.row_locks.get(name).copied());
        if got < least || got > most {
            let text = |mode: Option<_>| {
                mode.map_or("nothing".to_owned(), |it: lockgate_core::statement::LockMode| it.to_string())
            };
            found.push(format!("locks {name} {}, foretold {}", text(got), text(least)));
        }
    }
    found
}

fn sets(what: &str, told: &BTreeSet<String>, seen: &BTreeSet<String>) -> Vec<String> {
    let missed = seen.difference(told).map(|it| format!("{what} {it}, not foretold"));
    let idle = told.difference(seen).map(|it| format!("does not {} {it}", what.trim_end_matches('s')));
    missed.chain(idle).collect()
}
