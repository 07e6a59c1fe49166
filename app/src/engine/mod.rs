//! The engine in its worker, as the pages see it: a request out, an analysis or a failure back.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
pub use worker::Engine;

use lockgate_core::{
    revision::{FileDigest, SourceFile},
    verdict::Analysis,
};
use serde::{Deserialize, Serialize};

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

/// The worker's answer, as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Ok(Box<Analysis>),
    Error(String),
}

/// Reads the worker's answer.
pub fn read_answer(json: &str) -> Result<Analysis, Failure> {
    match serde_json::from_str(json) {
        Ok(Answer::Ok(analysis)) => Ok(*analysis),
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
        let analysis =
            sample::analysis("a.sql", "BEGIN;\nALTER TABLE users\n  DROP COLUMN ref;\nCOMMIT;\nSELECT 1;");
        let json = serde_json::json!({ "ok": analysis }).to_string();
        assert_eq!(read_answer(&json), Ok(analysis));
        assert_eq!(read_answer(r#"{"error":"no"}"#), Err(Failure::Refused("no".into())));
        assert!(matches!(read_answer("{}"), Err(Failure::Crashed(_))));
    }
}
