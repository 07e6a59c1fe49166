//! The verdict recomputed in the reviewer's browser, held against the server's.

use serde_json::Value;

/// How far the recomputing is, and what came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Idle,
    Working,
    Same,
    /// What the two do not agree on.
    Different(Vec<&'static str>),
    /// It could not be computed; the text says why.
    Failed(String),
}

impl Outcome {
    pub fn words(&self) -> String {
        match self {
            Outcome::Idle => String::new(),
            Outcome::Working => "Your browser is reading the files…".to_owned(),
            Outcome::Same => "Your browser says the same: every finding, count and plan is equal.".to_owned(),
            Outcome::Different(what) => {
                format!("Your browser does not agree on {}. Do not approve; tell an admin.", what.join(", "))
            }
            Outcome::Failed(why) => why.clone(),
        }
    }
}

/// The parts of two analyses that differ, in words. They are compared as JSON, so that nothing is left out that this
/// page does not know.
pub fn differences(ours: &Value, theirs: &Value) -> Vec<&'static str> {
    const PARTS: [(&str, &str); 7] = [
        ("/report/engine", "the engine"),
        ("/report/content_hash", "the content hash"),
        ("/report/findings", "the findings"),
        ("/verdict", "the verdict"),
        ("/statements", "the statements"),
        ("/plan", "the plan"),
        ("/tables", "the tables"),
    ];
    let differs = |(pointer, _): &(&str, &str)| ours.pointer(pointer) != theirs.pointer(pointer);
    let named: Vec<_> = PARTS.into_iter().filter(differs).map(|(_, name)| name).collect();
    if named.is_empty() && ours != theirs { vec!["something else"] } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample;

    #[test]
    fn every_part_of_an_analysis_is_compared() {
        let sql = "BEGIN;\nALTER TABLE users\n  DROP COLUMN ref;\nCOMMIT;\nSELECT 1;";
        let json = |analysis| serde_json::to_value(analysis).unwrap();
        let theirs = sample::analysis("a.sql", sql);
        assert!(differences(&json(&theirs), &json(&theirs)).is_empty());
        let mut ours = theirs.clone();
        ours.plan.parts.pop();
        ours.report.findings.clear();
        assert_eq!(differences(&json(&ours), &json(&theirs)), ["the findings", "the plan"]);
        let mut ours = theirs.clone();
        ours.report.summary.errors += 1;
        assert_eq!(differences(&json(&ours), &json(&theirs)), ["something else"]);
    }
}
