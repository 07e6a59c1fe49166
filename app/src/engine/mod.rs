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
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Request {
    pub files: Vec<SourceFile>,
    pub base: Option<Vec<FileDigest>>,
    pub preset: Option<String>,
    pub postgres: Option<u16>,
}

/// What the engine that is kept is asked: all, or no more than what is not as it was.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question<'a> {
    Open(&'a Request),
    Update { files: Vec<&'a SourceFile> },
}

impl<'a> Question<'a> {
    /// `held` is what the engine was asked last.
    pub fn of(request: &'a Request, held: Option<&Request>) -> Question<'a> {
        let alike = |held: &Request| {
            (&held.base, &held.preset, held.postgres) == (&request.base, &request.preset, request.postgres)
                && held.files.len() == request.files.len()
                && request.files.iter().zip(&held.files).all(|(new, old)| new.path == old.path)
        };
        let Some(held) = held.filter(|it| alike(it)) else { return Question::Open(request) };
        let changed = request.files.iter().zip(&held.files).filter(|(new, old)| new != old);
        let files: Vec<&SourceFile> = changed.map(|(new, _)| new).collect();
        // Of two files of one path, which two folders may have, a path names neither.
        let named = |file: &SourceFile| request.files.iter().filter(|it| it.path == file.path).count() == 1;
        match files.as_slice() {
            [] => Question::Update { files },
            [file] if named(file) => Question::Update { files },
            _ => Question::Open(request),
        }
    }
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
    Error(Refusal),
}

#[derive(Deserialize)]
struct Refusal {
    message: String,
    place: Option<Spot>,
}

/// A place in the settings.
#[derive(Deserialize)]
struct Spot {
    file: String,
    line: usize,
}

/// Reads as much of the worker's answer as `T` asks for.
pub fn read_answer<T: DeserializeOwned>(json: &str) -> Result<T, Failure> {
    match serde_json::from_str(json) {
        Ok(Answer::Ok(analysis)) => Ok(analysis),
        Ok(Answer::Error(Refusal { message, place: None })) => Err(Failure::Refused(message)),
        Ok(Answer::Error(Refusal { message, place: Some(Spot { file, line }) })) => {
            Err(Failure::Refused(format!("{file}:{line}: {message}")))
        }
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
        let refused = |json| read_answer::<Judgement>(json).unwrap_err().to_string();
        assert_eq!(refused(r#"{"error":{"message":"no","place":null}}"#), "no");
        let place =
            r#"{"file":"lockgate.toml","line":2,"column":1,"end_line":2,"end_column":3,"start":4,"end":6}"#;
        assert_eq!(
            refused(&format!(r#"{{"error":{{"message":"no","place":{place}}}}}"#)),
            "lockgate.toml:2: no"
        );
        assert!(matches!(read_answer::<Judgement>("{}"), Err(Failure::Crashed(_))));
    }

    #[test]
    fn only_what_changed_is_asked() {
        let request = |texts: &[(&str, &str)]| Request {
            files: texts.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect(),
            ..Request::default()
        };
        let held = request(&[("1_a.sql", "a"), ("2_b.sql", "b")]);
        let typed = request(&[("1_a.sql", "a"), ("2_b.sql", "b;")]);
        let json = |question: Question| serde_json::to_string(&question).unwrap();
        assert_eq!(
            json(Question::of(&typed, Some(&held))),
            r#"{"update":{"files":[{"path":"2_b.sql","bytes":"b;"}]}}"#
        );
        for other in [
            request(&[("1_a.sql", "a")]),
            request(&[("1_a.sql", "a"), ("3_b.sql", "b")]),
            Request { preset: Some("aim".to_owned()), ..held.clone() },
            Request { postgres: Some(16), ..held.clone() },
            Request { base: Some(Vec::new()), ..held.clone() },
        ] {
            assert_eq!(Question::of(&other, Some(&held)), Question::Open(&other));
        }
        assert_eq!(Question::of(&held, None), Question::Open(&held));
        let [twice, changed] = ["b", "c"].map(|text| request(&[("up.sql", "a"), ("up.sql", text)]));
        assert_eq!(Question::of(&changed, Some(&twice)), Question::Open(&changed));
        assert!(json(Question::Open(&held)).starts_with(r#"{"open":{"files":[{"path":"1_a.sql""#));
    }
}
