//! What an apply does, statement by statement, with its commit points. Shown before anybody approves.

use crate::{digest::Digest, finding::Span};
use serde::{Deserialize, Serialize};

/// The parts in order. An apply is possible only where `problems` is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub parts: Vec<Part>,
    pub problems: Vec<Problem>,
}

/// What is committed at once, with the row in the ledger that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The migration's name and file.
    pub migration: String,
    pub file: String,
    /// SHA-256 of the whole file.
    pub digest: Digest,
    /// This part's place among the file's parts, from 1.
    pub number: usize,
    pub of: usize,
    pub mode: Mode,
    /// Bytes of the file, sent as they are, one by one.
    pub statements: Vec<Span>,
    /// How a catalog shows whether a part that stands alone was done, where it can.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub proof: Option<Proof>,
}

/// What a target's catalog holds once a statement was done. A statement outside of a transaction and its ledger row
/// can't be committed together, so after a broken connection this is what tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// a valid index of this name
    IndexMade { schema: Option<String>, name: String },
    /// no index of this name
    IndexGone { schema: Option<String>, name: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Lockgate opens the transaction, writes the ledger row and commits.
    Wrapped,
    /// The file's own BEGIN is the first statement and its COMMIT the last; the ledger row goes in before the COMMIT.
    Own,
    /// One statement that cannot stand in a transaction; the ledger row follows it.
    Alone,
}

/// Why a file can't be applied as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub file: String,
    pub line: usize,
    pub what: String,
    pub instead: String,
}
