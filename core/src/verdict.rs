//! What the page shows of a revision: the report, and what the engine knows beside it.

use crate::{finding::Span, plan::Plan, report::Report};
use serde::{Deserialize, Serialize};

/// Everything the engine says about a revision, in one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    pub report: Report,
    pub verdict: Verdict,
    /// The statements of the new migrations, in order.
    pub statements: Vec<StatementLine>,
    /// What an apply would do, or why it can't.
    pub plan: Plan,
    /// The tables that the new migrations touch.
    pub tables: Vec<TableChange>,
}

/// The part of an [`Analysis`] that is wanted at each keystroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub report: Report,
    pub verdict: Verdict,
}

/// One sentence for people, and the counts behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub sentence: String,
    pub risks: RiskCounts,
}

/// What a statement can do to people who use the database now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    Safe,
    Care,
    /// blocks or rewrites
    Rewrite,
    Destructive,
}

/// How many statements of each risk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskCounts {
    pub safe: usize,
    pub care: usize,
    pub rewrite: usize,
    pub destructive: usize,
}

impl RiskCounts {
    pub fn add(&mut self, risk: Risk) {
        match risk {
            Risk::Safe => self.safe += 1,
            Risk::Care => self.care += 1,
            Risk::Rewrite => self.rewrite += 1,
            Risk::Destructive => self.destructive += 1,
        }
    }
}

/// One statement as a row of a list: `ALTER TABLE users DROP COLUMN legacy_ref`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    pub file: String,
    pub span: Span,
    /// 1-based
    pub line: usize,
    pub title: String,
    pub risk: Risk,
}

/// A table before and after the new migrations; `None` where it does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableChange {
    pub name: String,
    pub before: Option<TableCard>,
    pub after: Option<TableCard>,
}

/// A table as `\d` shows it: one line for each column, index and constraint, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCard {
    pub columns: Vec<String>,
    pub indexes: Vec<String>,
    pub constraints: Vec<String>,
}
