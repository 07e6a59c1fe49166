//! A line diff, folded to its changes.

use similar::{ChangeTag, TextDiff};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Same,
    Added,
    Removed,
    /// Lines that are the same on both sides and not shown; the text says how many.
    Folded,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    pub kind: Kind,
    /// 1-based, in the old text
    pub old: Option<usize>,
    /// 1-based, in the new text
    pub new: Option<usize>,
    pub text: String,
}

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// Every change with [`CONTEXT`] lines around it.
pub fn diff(before: &str, after: &str) -> Vec<DiffLine> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    let mut seen = 0;
    for group in diff.grouped_ops(CONTEXT) {
        let Some(first) = group.first() else { continue };
        fold(&mut lines, first.old_range().start.saturating_sub(seen));
        for op in &group {
            lines.extend(diff.iter_changes(op).map(|change| DiffLine {
                kind: match change.tag() {
                    ChangeTag::Equal => Kind::Same,
                    ChangeTag::Insert => Kind::Added,
                    ChangeTag::Delete => Kind::Removed,
                },
                old: change.old_index().map(|i| i + 1),
                new: change.new_index().map(|i| i + 1),
                text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
            }));
            seen = op.old_range().end;
        }
    }
    if !lines.is_empty() {
        fold(&mut lines, before.lines().count().saturating_sub(seen));
    }
    lines
}

fn fold(lines: &mut Vec<DiffLine>, hidden: usize) {
    if hidden > 0 {
        let text = format!("{} unchanged", crate::text::count(hidden, "line"));
        lines.push(DiffLine { kind: Kind::Folded, old: None, new: None, text });
    }
}

/// Lines added and removed.
pub fn totals(lines: &[DiffLine]) -> (usize, usize) {
    let of = |kind| lines.iter().filter(|line| line.kind == kind).count();
    (of(Kind::Added), of(Kind::Removed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(before: &str, after: &str) -> Vec<String> {
        let sign = |kind| match kind {
            Kind::Same => ' ',
            Kind::Added => '+',
            Kind::Removed => '-',
            Kind::Folded => '~',
        };
        diff(before, after).iter().map(|line| format!("{}{}", sign(line.kind), line.text)).collect()
    }

    #[test]
    fn changes_keep_their_neighbours() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
        let after = "1\n2\n3\n4\n5\nsix\n7\n8\n9\n10\n";
        let want =
            ["~2 lines unchanged", " 3", " 4", " 5", "-6", "+six", " 7", " 8", " 9", "~1 line unchanged"];
        assert_eq!(drawn(before, after), want);
        assert_eq!(totals(&diff(before, after)), (1, 1));
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(drawn("a\nb\n", "a\nb\n"), [""; 0]);
    }

    #[test]
    fn from_nothing_and_to_nothing() {
        assert_eq!(drawn("", "a\n"), ["+a"]);
        assert_eq!(drawn("a\n", ""), ["-a"]);
    }

    #[test]
    fn numbers_count_from_one_on_each_side() {
        let lines = diff("a\nb\n", "a\nx\ny\n");
        let numbers: Vec<_> = lines.iter().map(|line| (line.old, line.new)).collect();
        assert_eq!(numbers, [(Some(1), Some(1)), (Some(2), None), (None, Some(2)), (None, Some(3))]);
    }
}
