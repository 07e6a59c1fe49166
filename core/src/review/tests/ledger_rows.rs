//! Rows of the ledger, chained like the events.

use super::*;

#[test]
fn a_ledger_row_holds_the_ones_before() {
    let mut rows = Vec::new();
    for (file, part) in [("a", 1), ("b", 1), ("b", 2)] {
        rows.push(ledger::next(&rows, file, &digest(file), part, if file == "b" { 2 } else { 1 }));
    }
    assert_eq!(ledger::first_broken(&rows), None);
    assert_eq!(ledger::progress(&rows, "a"), ledger::Progress::Done);
    assert_eq!(ledger::progress(&rows[..2], "b"), ledger::Progress::Partly(1));
    assert_eq!(ledger::progress(&rows, "c"), ledger::Progress::Pending);
    rows[1].digest = digest("changed");
    assert_eq!(ledger::first_broken(&rows), Some(1));
}
