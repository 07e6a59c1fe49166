//! The engine in its worker, as the pages see it: a request out, an analysis or a failure back.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
pub use worker::Engine;

use lockgate_core::{
    finding::{Severity, Unread},
    revision::{FileDigest, SourceFile},
    verdict::Verdict,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What the worker is asked: the engine's request, without the feature that reads SQL.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Request {
    pub files: Vec<SourceFile>,
    pub base: Option<Vec<FileDigest>>,
    pub preset: Option<String>,
    pub postgres: Option<u16>,
}

/// Why there is no analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Newer text came before this one was begun.
    Superseded,
    /// The engine stopped, or could not be loaded.
    Crashed(String),
    /// No answer within the time limit.
    Slow,
    /// The engine refused the request; the text says why.
    Refused(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Failure::Superseded => f.write_str("Newer text is being read."),
            Failure::Crashed(why) => write!(
                f,
                "The engine in this browser stopped: {why}. It starts again by itself with the next change."
            ),
            Failure::Slow => {
                f.write_str("The engine gave no answer within ten seconds. Try with fewer files.")
            }
            Failure::Refused(why) => f.write_str(why),
        }
    }
}

/// What the playground shows of an analysis. It reads only that, so that the page's wasm stays small.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Judgement {
    pub report: Findings,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Findings {
    pub findings: Vec<Found>,
    pub unread: Vec<Unread>,
}

/// A finding without what the playground does not show. `start` and `end` are bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Found {
    pub rule: String,
    pub severity: Severity,
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub start: usize,
    pub end: usize,
    pub what: String,
    pub why: String,
    pub instead: String,
    #[serde(default)]
    pub allowed: Option<Reason>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reason {
    pub reason: String,
}

/// The worker's answer, as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer<T> {
    Ok(T),
    Error(String),
}

/// Reads as much of the worker's answer as `T` asks for.
pub fn read_answer<T: DeserializeOwned>(json: &str) -> Result<T, Failure> {
    match serde_json::from_str(json) {
        Ok(Answer::Ok(analysis)) => Ok(analysis),
        Ok(Answer::Error(why)) => Err(Failure::Refused(why)),
        Err(e) => Err(Failure::Crashed(format!("its answer can't be read ({e})"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample;

    #[test]
    fn answers_are_read() {
        let sql = "BEGIN;\nALTER TABLE users\n  DROP COLUMN ref;\nCOMMIT;\nSELECT 1;";
        let json = serde_json::json!({ "ok": sample::analysis("a.sql", sql) }).to_string();
        let judged: Judgement = read_answer(&json).unwrap();
        let found = &judged.report.findings[0];
        assert_eq!((found.rule.as_str(), found.line, found.severity), ("column-dropped", 3, Severity::Error));
        assert_eq!(&sql[found.start..found.end], "ALTER TABLE users\n  DROP COLUMN ref;");
        assert_eq!(read_answer::<Judgement>(r#"{"error":"no"}"#), Err(Failure::Refused("no".into())));
        assert!(matches!(read_answer::<Judgement>("{}"), Err(Failure::Crashed(_))));
    }
}
