//! `lockgate push`: brings a revision to a server, for review.

use super::{files, git};
use crate::api::{
    BaseAnswer,
    push::{Author, PushAnswer, PushRequest},
};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use lockgate_core::{
    engine::{self, Request},
    revision::SourceFile,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{env, path::PathBuf, process::ExitCode, time::Duration};
use ureq::{Agent, Body, http::Response};

/// Push a revision for review.
///
/// Exit code 0: pushed, or nothing new. 1: the verdict has something at or above --fail-on. 2: not pushed.
#[derive(Debug, Args)]
pub struct Push {
    /// The folder with the migrations
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The server's address, such as https://lockgate.example.org
    #[arg(long, value_name = "URL")]
    server: String,
    /// The project's name on the server
    #[arg(long, value_name = "NAME")]
    project: String,
    /// Who wrote it, as `Name <address>` or an address [default: the last commit's author]
    #[arg(long, value_name = "EMAIL")]
    author: Option<String>,
    /// The environment variable that holds the token
    #[arg(long, value_name = "NAME", default_value = "LOCKGATE_TOKEN")]
    token_env: String,
    /// What joins the revisions of one review [default: the branch]
    #[arg(long, value_name = "KEY")]
    review_key: Option<String>,
    /// [default: the last commit's subject]
    #[arg(long)]
    title: Option<String>,
    /// Fail where the verdict has this or worse
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// The settings file, in place of the lockgate.toml beside or above the folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Info,
    Warning,
    Error,
}

impl Push {
    pub fn run(self) -> ExitCode {
        match self.push() {
            Ok(answer) => {
                tell(&answer);
                if self.fail_on.is_some_and(|it| reaches(it, &answer)) {
                    ExitCode::from(1)
                } else {
                    ExitCode::SUCCESS
                }
            }
            Err(error) => {
                eprintln!("error: {error:#}");
                ExitCode::from(2)
            }
        }
    }

    fn push(&self) -> anyhow::Result<PushAnswer> {
        let token = env::var(&self.token_env).unwrap_or_default();
        if token.trim().is_empty() {
            bail!(
                "the environment variable {} holds no token; an admin makes one on the project’s page",
                self.token_env
            );
        }
        let server = Server { url: self.server.trim_end_matches('/'), token: token.trim(), agent: agent() };
        let files = files::collect(&self.path, self.config.as_deref())?;
        let request = self.request(&server, &files)?;
        let path = format!("/api/v1/projects/{}/revisions", self.project);
        let refused = match server.post(&path, &request) {
            Err(refused @ Trouble::Refused { status: 409, .. }) => refused,
            done => return Ok(done?),
        };
        // An apply may have moved the base between the two calls. Nothing else is worth a second try.
        let again = self.request(&server, &files)?;
        if again.base == request.base { Err(refused.into()) } else { Ok(server.post(&path, &again)?) }
    }

    /// What to send, judged here against the base that the server has now.
    fn request(&self, server: &Server, files: &[SourceFile]) -> anyhow::Result<PushRequest> {
        let base: BaseAnswer = server.get(&format!("/api/v1/projects/{}/base", self.project))?;
        let question = Request { files: files.to_vec(), base: base.files, ..Request::default() };
        let report = engine::analyse(&question)?.report;
        let key = self.review_key.clone().or_else(|| git::branch(&self.path));
        Ok(PushRequest {
            key: key.unwrap_or_else(|| "default".into()),
            title: self.title.clone().or_else(|| git::subject(&self.path)).unwrap_or_default(),
            author: self.author()?,
            files: question.files,
            base: base.content_hash,
            report: Some(report),
        })
    }

    fn author(&self) -> anyhow::Result<Option<Author>> {
        match &self.author {
            None => Ok(git::author(&self.path)),
            Some(text) => match git::read_author(text) {
                Some(author) => Ok(Some(author)),
                None => bail!("--author `{text}` has no e-mail address in it"),
            },
        }
    }
}

fn reaches(fail_on: FailOn, answer: &PushAnswer) -> bool {
    let summary = &answer.report.summary;
    let from_warning = summary.errors + summary.unread + summary.warnings;
    match fail_on {
        FailOn::Error => summary.errors + summary.unread > 0,
        FailOn::Warning => from_warning > 0,
        FailOn::Info => from_warning + summary.infos > 0,
    }
}

fn tell(answer: &PushAnswer) {
    match (&answer.url, answer.revision) {
        (Some(url), Some(revision)) => {
            let what = if answer.changed { "is pushed" } else { "was there already; nothing changed" };
            println!("{url}\nRevision {revision} {what} ({}).", answer.content_hash.short());
        }
        _ => println!("Nothing is new against what the project has accepted, so there is nothing to review."),
    }
    println!("{}", answer.verdict.sentence);
    for note in &answer.notes {
        println!("note: {note}");
    }
}

/// The server, as this command talks to it.
struct Server<'a> {
    url: &'a str,
    token: &'a str,
    agent: Agent,
}

#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{message}")]
    Refused { status: u16, message: String },
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0);
    // The server's own limit for the engine is a minute, and files have to travel.
    config
        .timeout_global(Some(Duration::from_secs(300)))
        .timeout_connect(Some(Duration::from_secs(10)))
        .build()
        .into()
}

impl Server<'_> {
    fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        let call = self.agent.get(format!("{}{path}", self.url));
        self.read(call.header("authorization", format!("Bearer {}", self.token)).call())
    }

    fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Trouble> {
        let call = self.agent.post(format!("{}{path}", self.url));
        self.read(call.header("authorization", format!("Bearer {}", self.token)).send_json(body))
    }

    fn read<T: DeserializeOwned>(&self, answer: Result<Response<Body>, ureq::Error>) -> Result<T, Trouble> {
        let mut answer = answer.with_context(|| {
            format!("the server {} can’t be reached. Is it running, and is --server right?", self.url)
        })?;
        let status = answer.status().as_u16();
        if status == 200 {
            let body = answer.body_mut().with_config().limit(256 << 20).read_json();
            return Ok(
                body.with_context(|| format!("{} gave an answer that is no Lockgate server’s", self.url))?
            );
        }
        let body: serde_json::Value = answer.body_mut().read_json().unwrap_or_default();
        let said = body["error"]["message"].as_str();
        let message = match said {
            Some(said) => said.to_owned(),
            None => format!("{} answered {status}, as no Lockgate server does. Is --server right?", self.url),
        };
        Err(Trouble::Refused { status, message })
    }
}
