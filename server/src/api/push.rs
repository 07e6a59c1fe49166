//! `POST /api/v1/projects/{project}/revisions`: CI brings a revision. The server judges the bytes itself.

use super::{reviews::address, token::Bearer};
use crate::{
    clock,
    desk::check_email,
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
    secret,
    store::{Person, StoreError, Token, Tx},
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
};
use lockgate_core::{
    digest::Digest,
    engine::Request,
    plan::Plan,
    report::Report,
    review::{
        Actor, Entry, Event, House,
        event::{Planned, Pushed},
        house::{Base, Review},
        policy, standing,
    },
    revision::{FileDigest, SETTINGS_FILE, SourceFile, content_hash},
    verdict::{Analysis, Verdict},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A push that loses a race against another one is decided anew this often.
const TRIES: usize = 5;

/// What `lockgate push` sends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushRequest {
    /// Joins the revisions of one review: a branch's name, usually.
    pub key: String,
    pub title: String,
    #[serde(default)]
    pub author: Option<Author>,
    pub files: Vec<SourceFile>,
    /// The content hash of the base that `report` was made against, as the server gave it.
    #[serde(default)]
    pub base: Option<Digest>,
    /// What the pusher's own engine said; held against what the server's says.
    #[serde(default)]
    pub report: Option<Report>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Author {
    pub email: String,
    #[serde(default)]
    pub name: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PushAnswer {
    /// `None` where nothing is new against the base, so there is nothing to review.
    pub review: Option<u64>,
    pub revision: Option<u32>,
    pub url: Option<String>,
    /// False where the same had been pushed before.
    pub changed: bool,
    pub content_hash: Digest,
    pub verdict: Verdict,
    /// The server's report: it counts.
    pub report: Report,
    /// What the pusher should know beside: engines that differ, an unknown author.
    pub notes: Vec<String>,
}

/// What the server knows of a push before it decides.
struct Judged {
    project: String,
    token: Token,
    request: PushRequest,
    base: Option<Base>,
    analysis: Analysis,
    /// In the order of the content hash.
    files: Vec<SourceFile>,
    notes: Vec<String>,
}

pub async fn push(
    State(office): State<Arc<Office>>,
    Bearer(token): Bearer,
    Path(project): Path<String>,
    body: std::result::Result<Json<PushRequest>, JsonRejection>,
) -> Result<Json<PushAnswer>> {
    let Json(request) =
        body.map_err(|error| Error::invalid(format!("The push can’t be read: {}", error.body_text())))?;
    take(&office, token, project, request).await.map(Json)
}

/// Judges a revision and records it, for a token that works.
pub async fn take(
    office: &Arc<Office>,
    token: Token,
    project: String,
    request: PushRequest,
) -> Result<PushAnswer> {
    check(&request)?;
    let (id, name) = (token.id.clone(), project.clone());
    let base = office
        .block(move |office| {
            let state = office.keeper.look()?;
            policy::may_push(&state.house, &id, &name)?;
            Ok(state.house.projects.get(&name).and_then(|it| it.base.clone()))
        })
        .await?;
    let judged = judge(office, project, token, request, base).await?;
    office
        .block(move |office| {
            for _ in 1..TRIES {
                match record(office, &judged) {
                    Err(Error::Raced) => {}
                    done => return done,
                }
            }
            record(office, &judged)
        })
        .await
}

fn check(request: &PushRequest) -> Result<()> {
    let key = request.key.trim();
    if key.is_empty() || key.chars().count() > 250 || request.title.chars().count() > 500 {
        return Err(Error::invalid("The review key takes 1 to 250 characters, and the title 500 at most."));
    }
    let mut paths: Vec<&str> = request.files.iter().map(|it| it.path.as_str()).collect();
    paths.sort_unstable();
    if let Some(twice) = paths.windows(2).find(|it| it[0] == it[1]) {
        return Err(Error::invalid(format!("The file {} is there twice.", twice[0])));
    }
    let odd =
        |it: &&&str| it.is_empty() || it.starts_with('/') || it.split('/').any(|it| it == ".." || it == ".");
    if let Some(odd) = paths.iter().find(odd) {
        return Err(Error::invalid(format!("`{odd}` is not a path inside the project’s folder.")));
    }
    match &request.author {
        Some(author) => check_email(&author.email),
        None => Ok(()),
    }
}

async fn judge(
    office: &Office,
    project: String,
    token: Token,
    mut request: PushRequest,
    base: Option<Base>,
) -> Result<Judged> {
    if request.report.is_some() && request.base.as_ref() != base.as_ref().map(|it| &it.content_hash) {
        return Err(Error::stale(
            "The project’s base has moved since this report was made. Get the newest base and push again.",
        ));
    }
    let files = std::mem::take(&mut request.files);
    let question = Request { files, base: base.as_ref().map(|it| it.files.clone()), ..Request::default() };
    let analysis = office.engine.judge(&question).await?;
    let files = in_order(question.files, &analysis.report)?;
    let mut notes = Vec::new();
    if let Some(theirs) = &request.report {
        notes.extend(compare(theirs, &analysis.report)?);
    }
    if request.author.is_none() {
        notes.push("The author is unknown, so the review shows none. Name one with --author.".into());
    }
    Ok(Judged { project, token, request, base, analysis, files, notes })
}

/// The same engine and rules must say the same about the same bytes; other ones may differ, and the server's count.
fn compare(theirs: &Report, ours: &Report) -> Result<Option<String>> {
    if theirs.content_hash != ours.content_hash {
        return Err(Error::stale(format!(
            "The report is about other files than those that were pushed ({} and {}). Lint and push the same files.",
            theirs.content_hash.short(),
            ours.content_hash.short()
        )));
    }
    if theirs.engine != ours.engine {
        let same =
            theirs.engine.version == ours.engine.version && theirs.engine.grammar == ours.engine.grammar;
        let what = if same { "rules or settings" } else { "engine" };
        return Ok(Some(format!(
            "The report was made with another {what} ({} here, {} on the server), so the server’s verdict counts.",
            words(theirs),
            words(ours)
        )));
    }
    if theirs != ours {
        return Err(Error::stale(
            "The report does not reproduce: the server’s engine, of the same version and with the same rules, says \
             something else about the same files. Make the report anew with `lockgate push`, and do not edit it.",
        ));
    }
    Ok(None)
}

fn words(report: &Report) -> String {
    format!("Lockgate {} with rules {}", report.engine.version, report.engine.rules_hash.short())
}

/// Settings first, migrations as they are applied, everything else by path; proved by the engine's own hash.
fn in_order(mut files: Vec<SourceFile>, report: &Report) -> Result<Vec<SourceFile>> {
    let place = |path: &str| match report.migrations.iter().position(|it| it.file == path) {
        _ if path == SETTINGS_FILE => (0, 0),
        Some(at) => (1, at),
        None => (2, 0),
    };
    files.sort_by(|a, b| place(&a.path).cmp(&place(&b.path)).then_with(|| a.path.cmp(&b.path)));
    if content_hash(&files) != report.content_hash {
        return Err(anyhow::anyhow!("the files’ order is not the one that the engine hashed").into());
    }
    Ok(files)
}

fn record(office: &Office, judged: &Judged) -> Result<PushAnswer> {
    let analysis = serde_json::to_vec(&judged.analysis).map_err(anyhow::Error::from)?;
    let author = author(office, judged)?;
    let decide = |house: &House| {
        policy::may_push(house, &judged.token.id, &judged.project)?;
        let base = house.projects.get(&judged.project).and_then(|it| it.base.as_ref());
        if base.map(|it| &it.content_hash) != judged.base.as_ref().map(|it| &it.content_hash) {
            return Err(Error::stale("The project’s base moved while this was judged. Push again."));
        }
        Ok(decide(house, judged, author.as_ref(), Digest::of(&analysis), &title(judged)))
    };
    let outcome = office.keeper.record(decide, |tx, outcome: &Outcome| match outcome {
        Outcome::Pushed(..) => keep(tx, judged, author.as_ref(), &analysis),
        _ => Ok(()),
    })?;
    Ok(answer(office, judged, outcome))
}

enum Outcome {
    NothingNew,
    Same(u64, u32),
    Pushed(u64, u32),
}

/// The author as a person, and whether they are to be added first.
fn author(office: &Office, judged: &Judged) -> Result<Option<(Person, bool)>> {
    let Some(author) = &judged.request.author else { return Ok(None) };
    let email = author.email.trim().to_lowercase();
    if let Some(known) = office.keeper.store.read(|tx| tx.person_by_email(&email))? {
        return Ok(Some((known, false)));
    }
    let name = author.name.as_ref().map(|it| it.trim()).filter(|it| !it.is_empty() && it.len() <= 200);
    let name = name.unwrap_or(&email).to_owned();
    let (role, password, created) = (None, None, clock::now());
    Ok(Some((Person { id: secret::id()?, email, name, role, password, disabled: false, created }, true)))
}

fn title(judged: &Judged) -> String {
    let title = judged.request.title.trim();
    if !title.is_empty() {
        return title.to_owned();
    }
    let new = judged.analysis.report.migrations.iter().filter(|it| it.new).map(|it| it.name.as_str());
    let names: Vec<&str> = new.take(3).collect();
    if names.is_empty() { judged.request.key.clone() } else { names.join(", ") }
}

fn decide(
    house: &House,
    judged: &Judged,
    author: Option<&(Person, bool)>,
    analysis: Digest,
    title: &str,
) -> (Draft, Outcome) {
    let key = judged.request.key.trim();
    let mut known = house.reviews.values().rev().filter(|it| it.project == judged.project && it.key == key);
    let newest = known.next().filter(|it| it.closed.is_none());
    if let Some(review) = newest.filter(|it| is_same(it, judged)) {
        return (Draft::default(), Outcome::Same(review.number, review.last().revision));
    }
    if is_base(judged) {
        return (Draft::default(), Outcome::NothingNew);
    }
    let open = newest.filter(|it| !standing::is_accepted(house, it) || !brings_any(it));
    let next = house.reviews.keys().next_back().map_or(1, |it| it + 1);
    let (number, revision) = open.map_or((next, 1), |it| (it.number, it.last().revision + 1));
    let pushed = pushed(judged, number, revision, author.map(|it| it.0.id.clone()), analysis, title);
    let by = Actor::Token { id: judged.token.id.clone(), owner: judged.token.owner.clone() };
    let mut draft = Draft::default();
    if let Some((person, true)) = author {
        let event = Event::PersonAdded { person: person.id.clone(), role: None };
        draft = draft.and(stream::person(&person.id), Entry { by: by.clone(), event });
    }
    let event = Event::RevisionPushed(Box::new(pushed));
    let draft = draft.and(stream::review(number), Entry { by, event });
    let draft =
        draft.resting_on(stream::project(&judged.project)).resting_on(stream::token(&judged.token.id));
    (draft, Outcome::Pushed(number, revision))
}

fn brings_any(review: &Review) -> bool {
    review.last().migrations.iter().any(|it| it.new)
}

/// The same bytes, judged by the same rules against the same base.
fn is_same(review: &Review, judged: &Judged) -> bool {
    let (last, report) = (review.last(), &judged.analysis.report);
    last.content_hash == report.content_hash
        && last.rules_hash == report.engine.rules_hash
        && last.engine == report.engine.version
        && last.base.as_ref() == judged.base.as_ref().map(|it| &it.content_hash)
}

/// Nothing but what the project has accepted.
fn is_base(judged: &Judged) -> bool {
    let same = |base: &Base| base.content_hash == judged.analysis.report.content_hash;
    judged.base.as_ref().map_or(judged.analysis.report.migrations.is_empty(), same)
}

fn pushed(
    judged: &Judged,
    review: u64,
    revision: u32,
    author: Option<String>,
    analysis: Digest,
    title: &str,
) -> Pushed {
    let report = &judged.analysis.report;
    let planned = |it: &lockgate_core::report::Migration| Planned {
        file: it.file.clone(),
        digest: it.digest.clone(),
        new: it.new,
        parts: parts(&judged.analysis.plan, &it.file),
    };
    Pushed {
        review,
        project: judged.project.clone(),
        key: judged.request.key.trim().to_owned(),
        revision,
        title: Digest::of(title.as_bytes()),
        author,
        content_hash: report.content_hash.clone(),
        rules_hash: report.engine.rules_hash.clone(),
        engine: report.engine.version.clone(),
        base: judged.base.as_ref().map(|it| it.content_hash.clone()),
        files: judged.files.iter().map(FileDigest::from).collect(),
        migrations: report.migrations.iter().map(planned).collect(),
        analysis,
        summary: report.summary.clone(),
        risks: judged.analysis.verdict.risks,
        applicable: judged.analysis.plan.problems.is_empty(),
    }
}

fn parts(plan: &Plan, file: &str) -> usize {
    plan.parts.iter().filter(|it| it.file == file).count()
}

fn keep(
    tx: &mut Tx,
    judged: &Judged,
    author: Option<&(Person, bool)>,
    analysis: &[u8],
) -> std::result::Result<(), StoreError> {
    for file in &judged.files {
        tx.keep_blob(&file.bytes)?;
    }
    tx.keep_blob(analysis)?;
    tx.keep_blob(title(judged).as_bytes())?;
    match author {
        Some((person, true)) => tx.add_person(person),
        _ => Ok(()),
    }
}

fn answer(office: &Office, judged: &Judged, outcome: Outcome) -> PushAnswer {
    let (review, revision, changed) = match outcome {
        Outcome::NothingNew => (None, None, false),
        Outcome::Same(review, revision) => (Some(review), Some(revision), false),
        Outcome::Pushed(review, revision) => (Some(review), Some(revision), true),
    };
    PushAnswer {
        review,
        revision,
        url: review.map(|it| address(office, it)),
        changed,
        content_hash: judged.analysis.report.content_hash.clone(),
        verdict: judged.analysis.verdict.clone(),
        report: judged.analysis.report.clone(),
        notes: judged.notes.clone(),
    }
}
