//! What the engine says about a revision. Plain data; one file per output format.

pub mod json;
#[cfg(all(feature = "engine", not(target_arch = "wasm32")))]
pub mod text;

use crate::{
    digest::Digest,
    finding::{Finding, Unread},
};
use serde::{Deserialize, Serialize};

/// The version of the JSON that is written.
pub const VERSION: u32 = 1;

/// The report as other programs read it: JSON version 1, described in `docs/report.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub version: u32,
    pub engine: Engine,
    pub content_hash: Digest,
    pub migrations: Vec<Migration>,
    pub findings: Vec<Finding>,
    pub unread: Vec<Unread>,
    pub summary: Summary,
}

/// Enough to recompute the verdict: same engine, same rules, same content give the same report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engine {
    pub version: String,
    pub grammar: String,
    /// Over the engine's rules and the settings in force; two equal ones judge alike.
    pub rules_hash: Digest,
}

/// One migration, in the order of application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// Its name without folder marks: `007_add_sku`, `20250619104237_init`.
    pub name: String,
    /// The file that is applied.
    pub file: String,
    /// SHA-256 of that file's bytes.
    pub digest: Digest,
    /// The file that takes it back, where the layout has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub down: Option<String>,
    /// Not in the base: this is what the review covers.
    pub new: bool,
    pub statements: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub migrations: usize,
    pub statements: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub allowed: usize,
    pub unread: usize,
}
