//! The door to the engine: files in, one [`Analysis`] out. The same call natively and in the browser's worker.

mod again;
mod answer;
mod back;
pub(crate) mod commits;
mod findings;
mod held;
mod judge;
mod kept;
#[cfg(not(target_arch = "wasm32"))]
pub mod listing;
mod locks;
mod past;
mod planned;
mod read;
pub mod replayed;
mod sums;

use self::past::Known;
use self::read::Room;
use crate::digest::{Digest, Hasher};
use crate::discovery;
use crate::finding::{Finding, Place, Unread};
use crate::revision::{FileDigest, SETTINGS_FILE, SourceFile};
use crate::rules;
use crate::schema::Schema;
use crate::settings::{Fault, Settings};
use crate::source::{self, Source};
use crate::verdict::{Analysis, Judgement, Verdict};
use serde::{Deserialize, Serialize};
use std::fmt;

pub use kept::{Answer, Engine, Update};
pub use locks::{Locks, locks};

/// What to judge. The order of `files` does not matter: discovery orders them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Request {
    /// Migrations, `lockgate.toml` where there is one, and whatever else lies in the folder.
    pub files: Vec<SourceFile>,
    /// The files that the project has accepted; `None` judges every migration as new.
    #[serde(default)]
    pub base: Option<Vec<FileDigest>>,
    /// Overrides the preset of `lockgate.toml`.
    #[serde(default)]
    pub preset: Option<String>,
    /// Overrides the PostgreSQL major version of `lockgate.toml`.
    #[serde(default)]
    pub postgres: Option<u16>,
}

/// Settings that cannot be used: nothing was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsError {
    pub message: String,
    /// Where in `lockgate.toml`; `None` where the fault is in the request itself.
    pub place: Option<Place>,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}:{}:{}: {}", place.file, place.line, place.column, self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for SettingsError {}

/// Judges a revision. Broken SQL, odd names and bad bytes are part of the answer; only settings can stand in the way.
pub fn analyse(request: &Request) -> Result<Analysis, SettingsError> {
    analyse_on(request, None)
}

/// The same on a database that is known: `start` is what the first of the files finds. Then nothing is older than is
/// known, and what is missing is missing.
pub fn analyse_on(request: &Request, start: Option<Schema>) -> Result<Analysis, SettingsError> {
    let settings = settings(request)?;
    let folder = discovery::discover(&request.files, &settings.hints());
    let room = Room::new(request, &folder, &settings);
    let start = start.unwrap_or_else(|| Schema::new(settings.postgres, false));
    let mut known = Known::new(&room, start, false);
    let judgement = answer::judgement(&room, &mut known);
    Ok(answer::analysis(&mut known, judgement))
}

/// The JSON of a [`Request`] in, the answer of [`answer_json`] out.
pub fn analyse_json(request: &str) -> String {
    json(read_json(request).and_then(|request| analyse(&request)))
}

/// The answer as JSON: `{"ok": Analysis}`, or `{"error": {"message", "place"}}`.
pub fn answer_json(request: &Request) -> String {
    json(analyse(request))
}

/// What an engine that is kept is asked, as JSON: `{"open": Request}` or `{"update": Update}`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    Open(Request),
    Update(Update),
}

impl Engine {
    /// The JSON of a [`Question`] in, the answer of [`Engine::answer_json`] out.
    pub fn judge_json(&mut self, question: &str) -> String {
        match read_json(question) {
            Ok(question) => self.answer_json(question),
            Err(error) => json::<()>(Err(error)),
        }
    }

    /// The answer as JSON: `{"ok": {"report": {"findings", "unread"}, "verdict"}}`, the lists as in a report, or
    /// `{"error": {"message", "place"}}`.
    pub fn answer_json(&mut self, question: Question) -> String {
        let answer = match question {
            Question::Open(request) => self.open(request),
            Question::Update(update) => self.update(update),
        };
        json(answer.map(|Answer { judgement: Judgement { report, verdict }, .. }| Shown {
            report: Said { findings: report.findings, unread: report.unread },
            verdict,
        }))
    }
}

/// What people read of a judgement while they type.
#[derive(Serialize)]
struct Shown {
    report: Said,
    verdict: Verdict,
}

#[derive(Serialize)]
struct Said {
    findings: Vec<Finding>,
    unread: Vec<Unread>,
}

fn read_json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, SettingsError> {
    serde_json::from_str(text).map_err(|error| SettingsError {
        message: format!("This is no request that the engine understands: {error}"),
        place: None,
    })
}

fn json<T: Serialize>(answer: Result<T, SettingsError>) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Answer<T> {
        Ok(T),
        Error(SettingsError),
    }
    let answer = match answer {
        Ok(answer) => Answer::Ok(answer),
        Err(error) => Answer::Error(error),
    };
    // It cannot fail, and its reason would bring the words for all that reading and writing can meet.
    serde_json::to_string(&answer).unwrap_or_default()
}

fn settings(request: &Request) -> Result<Settings, SettingsError> {
    let file = discovery::settings_file(&request.files).map(|at| &request.files[at]);
    let path = file.map_or(SETTINGS_FILE, |file| file.path.as_str());
    let bytes = file.map_or(&[][..], |file| &file.bytes);
    let text = source::text(bytes).map_err(|fault| {
        let (text, _) = bytes.split_at(fault.at);
        let source = Source::new(path, std::str::from_utf8(text).unwrap_or_default());
        let span = crate::finding::Span { start: fault.at, end: fault.at };
        SettingsError { message: fault.message, place: Some(source.place(span)) }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let settings = Settings::read(Some(text), request.preset.as_deref(), request.postgres, &rules::names());
    let settings = settings.map_err(|fault| {
        let Fault { span, message } = *fault;
        let place = span.map(|span| Source::new(path, text).place(span));
        SettingsError { message, place }
    })?;
    let empty = |folder: &&String| {
        let inside =
            |it: &SourceFile| it.path.strip_prefix(*folder).is_some_and(|rest| rest.starts_with('/'));
        !folder.is_empty() && !request.files.iter().any(inside)
    };
    match settings.folders.iter().find(empty) {
        Some(folder) => {
            let message = format!("`folders` names `{folder}`, and no file lies there that could be read.");
            Err(SettingsError { message, place: None })
        }
        None => Ok(settings),
    }
}

/// SHA-256 over what decides a verdict besides the content: see `docs/hashes.md`.
fn rules_hash(settings: &Settings) -> Digest {
    let mut hasher = Hasher::default();
    hasher.part(env!("CARGO_PKG_VERSION").as_bytes()).part(lockgate_grammar::NAME.as_bytes());
    for rule in rules::ALL {
        let severity = rule.weighs(settings).map_or("off".to_owned(), |it| it.to_string());
        hasher.part(rule.name.as_bytes()).part(severity.as_bytes());
    }
    let settings = serde_json::to_vec(settings).unwrap_or_default();
    hasher.part(&settings);
    hasher.finish()
}

#[cfg(test)]
mod tests;
