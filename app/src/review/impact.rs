//! What happened to a table, side by side.

use lockgate_core::verdict::{TableCard, TableChange};

/// One line of a table's card, and whether the other side has it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    pub text: String,
    pub changed: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    pub columns: Vec<CardLine>,
    pub indexes: Vec<CardLine>,
    pub constraints: Vec<CardLine>,
}

/// Both sides of a table; `None` where it does not exist.
pub fn sides(change: &TableChange) -> (Option<Side>, Option<Side>) {
    let empty = TableCard::default();
    let (before, after) = (change.before.as_ref().unwrap_or(&empty), change.after.as_ref().unwrap_or(&empty));
    (
        change.before.as_ref().map(|card| side(card, after)),
        change.after.as_ref().map(|card| side(card, before)),
    )
}

fn side(card: &TableCard, other: &TableCard) -> Side {
    let mark = |lines: &[String], others: &[String]| {
        let line = |text: &String| CardLine { text: text.clone(), changed: !others.contains(text) };
        lines.iter().map(line).collect()
    };
    Side {
        columns: mark(&card.columns, &other.columns),
        indexes: mark(&card.indexes, &other.indexes),
        constraints: mark(&card.constraints, &other.constraints),
    }
}

/// `new table`, `dropped`, or `+2 columns −1 index`.
pub fn summary(change: &TableChange) -> String {
    let (before, after) = match sides(change) {
        (None, None) => return "created and dropped again".to_owned(),
        (None, Some(_)) => return "new table".to_owned(),
        (Some(_), None) => return "dropped".to_owned(),
        (Some(before), Some(after)) => (before, after),
    };
    let of = |lines: &[CardLine]| lines.iter().filter(|line| line.changed).count();
    let parts = [
        ("column", "columns", of(&after.columns), of(&before.columns)),
        ("index", "indexes", of(&after.indexes), of(&before.indexes)),
        ("constraint", "constraints", of(&after.constraints), of(&before.constraints)),
    ];
    let mut words = Vec::new();
    for (one, many, added, removed) in parts {
        for (sign, n) in [('+', added), ('−', removed)] {
            if n > 0 {
                words.push(format!("{sign}{n} {}", if n == 1 { one } else { many }));
            }
        }
    }
    if words.is_empty() { "same columns".to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(columns: &[&str], indexes: &[&str]) -> TableCard {
        let own = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
        TableCard { columns: own(columns), indexes: own(indexes), constraints: vec![] }
    }

    #[test]
    fn a_summary_counts_both_ways() {
        let change = TableChange {
            name: "users".into(),
            before: Some(card(&["id bigint", "legacy text"], &[])),
            after: Some(card(&["id bigint", "sku text", "price int"], &["users_sku_idx (sku)"])),
        };
        assert_eq!(summary(&change), "+2 columns, −1 column, +1 index");
        let (before, after) = sides(&change);
        let changed = |side: Option<Side>| -> Vec<bool> {
            side.unwrap().columns.iter().map(|line| line.changed).collect()
        };
        assert_eq!(changed(before), [false, true]);
        assert_eq!(changed(after), [false, true, true]);
    }

    #[test]
    fn tables_come_and_go() {
        let change = |before, after| TableChange { name: "t".into(), before, after };
        assert_eq!(summary(&change(None, Some(card(&["id int"], &[])))), "new table");
        assert_eq!(summary(&change(Some(card(&["id int"], &[])), None)), "dropped");
        assert_eq!(summary(&change(None, None)), "created and dropped again");
        let same = card(&["id int"], &[]);
        assert_eq!(summary(&change(Some(same.clone()), Some(same))), "same columns");
    }
}
