//! The catalogue of hazards: which there are, and why some have no rule. Its ids are the handles that
//! [`Rule::covers`](super::Rule::covers) names.

use super::{ALL, Rule};

/// A hazard of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// `drop-column`
    pub id: &'static str,
    /// the heading that it stands under
    pub section: &'static str,
    /// Why no rule will cover it.
    pub reason: Option<&'static str>,
}

impl Row {
    /// The rules that cover it.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let id = self.id;
        ALL.iter().copied().filter(move |rule| rule.covers.contains(&id))
    }
}

/// Every hazard, by section.
pub fn rows() -> Vec<Row> {
    let mut section = "";
    let mut rows = Vec::new();
    // The lines before the first empty one say what the file is.
    let (_, list) = include_str!("catalogue.txt").split_once("\n\n").unwrap_or_default();
    for line in list.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(heading) => section = heading,
            None => {
                let (id, reason) = line.split_once(": ").map_or((line, None), |(id, why)| (id, Some(why)));
                rows.push(Row { id, section, reason });
            }
        }
    }
    rows
}
