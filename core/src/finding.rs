//! What a rule says about a place in a file.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a finding weighs. Ordered: `Error` is greater than `Warning`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// What kind of hazard a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    Destruction,
    Locks,
    ForeignKeys,
    Tenancy,
    Order,
    Idempotency,
    Transactions,
    /// programs that are running meanwhile
    Compatibility,
    /// a server refuses it
    Failures,
    /// names, files and columns as the project has agreed on
    Conventions,
    Types,
    Security,
}

impl Category {
    pub const ALL: &[Category] = &[
        Category::Destruction,
        Category::Locks,
        Category::ForeignKeys,
        Category::Tenancy,
        Category::Order,
        Category::Idempotency,
        Category::Transactions,
        Category::Compatibility,
        Category::Failures,
        Category::Conventions,
        Category::Types,
        Category::Security,
    ];

    /// As settings and reports say it: `foreign-keys`.
    pub fn words(self) -> &'static str {
        match self {
            Category::Destruction => "destruction",
            Category::Locks => "locks",
            Category::ForeignKeys => "foreign-keys",
            Category::Tenancy => "tenancy",
            Category::Order => "order",
            Category::Idempotency => "idempotency",
            Category::Transactions => "transactions",
            Category::Compatibility => "compatibility",
            Category::Failures => "failures",
            Category::Conventions => "conventions",
            Category::Types => "types",
            Category::Security => "security",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Bytes `start..end` of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A place in a file: bytes, and lines and columns that count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub start: usize,
    pub end: usize,
}

/// What a rule found: what is there, why it hurts, what to do instead, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: String,
    pub category: Category,
    pub severity: Severity,
    #[serde(flatten)]
    pub place: Place,
    pub what: String,
    pub why: String,
    pub instead: String,
    /// Edits that would mend it, where a rule knows how.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fix: Option<Vec<Edit>>,
    /// Set where somebody allowed it; such a finding is shown but never fails a run.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub allowed: Option<Allowance>,
}

/// Replaces bytes `start..end` of `file` by `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub file: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// Who allowed a finding, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    pub by: AllowedBy,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AllowedBy {
    /// `-- lockgate: allow(rule) reason`
    Comment,
    /// an `allow` list in `lockgate.toml`
    Settings,
}

/// A piece of a file that could not be read as SQL. The schema after it is doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}
