//! The verdict recomputed in the reviewer's browser, held against the server's.

use lockgate_core::verdict::Analysis;

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

/// The parts that differ, in words.
pub fn differences(ours: &Analysis, theirs: &Analysis) -> Vec<&'static str> {
    let pairs = [
        ("the engine", ours.report.engine != theirs.report.engine),
        ("the content hash", ours.report.content_hash != theirs.report.content_hash),
        ("the findings", ours.report.findings != theirs.report.findings),
        ("the rest of the report", ours.report != theirs.report),
        ("the verdict", ours.verdict != theirs.verdict),
        ("the statements", ours.statements != theirs.statements),
        ("the plan", ours.plan != theirs.plan),
        ("the tables", ours.tables != theirs.tables),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample;

    #[test]
    fn every_part_of_an_analysis_is_compared() {
        let sql = "BEGIN;\nALTER TABLE users\n  DROP COLUMN ref;\nCOMMIT;\nSELECT 1;";
        let theirs = sample::analysis("a.sql", sql);
        assert!(differences(&theirs, &theirs).is_empty());
        let mut ours = theirs.clone();
        ours.plan.parts.pop();
        ours.report.findings.clear();
        assert_eq!(differences(&ours, &theirs), ["the findings", "the rest of the report", "the plan"]);
    }
}
