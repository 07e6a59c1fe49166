//! The demo: a private PostgreSQL as target, a project, its people, and an open review. Everything that can go
//! through the doors that people use goes through them.

mod sample;

use crate::{
    api::push::{self, Author, PushRequest},
    clock,
    desk::Caller,
    error::{Error, Result},
    guard::Visit,
    keeper::{Draft, stream},
    office::{Demo, Office},
    scratch::Scratch,
    secret,
    store::Person,
};
use anyhow::anyhow;
use lockgate_app::api::{ApiError, ApplyState, Backend, HashFrom, Role, Terms};
use lockgate_core::{
    review::{Actor, Entry, Event},
    revision::SourceFile,
};
use std::{sync::Arc, time::Duration};

pub const PROJECT: &str = "people-ops";
const TARGET: &str = "staging";
pub const DATABASE: &str = "people_ops";
const AUTHOR: &str = "casey@example.org";

/// The people that one click signs in as; their ids are fixed so that the office can know them first.
pub fn people() -> Demo {
    Demo { reviewer: "demo-reviewer".into(), ci: "demo-ci".into(), admin: "demo-admin".into() }
}

/// Fills an empty house. Answers the CI token, for whoever wants to push.
pub async fn prepare(office: &Arc<Office>, scratch: &Scratch) -> Result<String> {
    let Demo { reviewer, ci, admin } = people();
    for (id, name, email, role) in [
        (&admin, "Ada Admin", "ada@example.org", Role::Admin),
        (&reviewer, "Rita Reviewer", "rita@example.org", Role::Reviewer),
        (&ci, "Casey Coder", AUTHOR, Role::Viewer),
    ] {
        let (id, name, email) = (id.clone(), name.to_owned(), email.to_owned());
        office.block(move |office| add_person(office, id, name, email, role)).await?;
    }
    let (admin, reviewer) = (Seat::take(office, &admin).await?, Seat::take(office, &reviewer).await?);
    make_database(scratch.url("postgres")).await?;
    admin.caller.add_project(admin.csrf(), PROJECT.into()).await.map_err(Error::Told)?;
    let url = scratch.url(DATABASE);
    let target = admin.caller.add_target(admin.csrf(), PROJECT.into(), TARGET.into(), TARGET.into(), url);
    target.await.map_err(Error::Told)?;
    let token = token(&admin).await?;
    push_files(office, &token, "main", "Organizations, workstations and shifts", sample::beginning()).await?;
    approve(&reviewer, 1).await?;
    apply(&admin, 1).await?;
    push_files(office, &token, "adherence", "Record adherence events", sample::all()).await?;
    Ok(token)
}

/// Somebody at a desk, as if they had signed in.
struct Seat {
    caller: Caller,
    session: String,
}

impl Seat {
    async fn take(office: &Arc<Office>, person: &str) -> Result<Seat> {
        let session = secret::random()?;
        let (digest, person) = (secret::digest(&session), person.to_owned());
        let open = move |office: &Office| {
            Ok(office.keeper.store.write(|tx| tx.add_session(&digest, &person, clock::now()))?)
        };
        office.block(open).await?;
        Ok(Seat { caller: Caller::new(office.clone(), Visit::from_here(session.clone())), session })
    }

    fn csrf(&self) -> String {
        secret::csrf(&self.session)
    }
}

/// Without a password: in the demo one click is the only way in.
fn add_person(office: &Office, id: String, name: String, email: String, role: Role) -> Result<()> {
    let event = Event::PersonAdded { person: id.clone(), role: Some(role) };
    let draft = Draft::event(stream::person(&id), Entry { by: Actor::Server, event });
    let created = clock::now();
    let person = Person { id, email, name, role: Some(role), password: None, disabled: false, created };
    office.keeper.record(|_| Ok((draft, ())), |tx, _| tx.add_person(&person))
}

async fn make_database(url: String) -> Result<()> {
    let make = move || -> anyhow::Result<()> {
        let mut client = postgres::Client::connect(&url, postgres::NoTls)?;
        Ok(client.batch_execute(&format!("CREATE DATABASE {DATABASE}"))?)
    };
    Ok(tokio::task::spawn_blocking(make).await.map_err(anyhow::Error::from)??)
}

async fn token(admin: &Seat) -> Result<String> {
    let made = admin.caller.create_token(admin.csrf(), PROJECT.into(), "Demo CI".into());
    made.await.map_err(Error::Told)?;
    let page = admin.caller.project(PROJECT.into()).await.map_err(Error::Told)?;
    Ok(page.fresh_token.ok_or_else(|| anyhow!("the new token was not handed out"))?)
}

async fn push_files(
    office: &Arc<Office>,
    token: &str,
    key: &str,
    title: &str,
    files: Vec<SourceFile>,
) -> Result<()> {
    let digest = secret::digest(token);
    let find = move |office: &Office| Ok(office.keeper.store.read(|tx| tx.token_by_secret(&digest))?);
    let token = office.block(find).await?.ok_or(Error::Told(ApiError::SignedOut))?;
    let request = PushRequest {
        key: key.into(),
        title: title.into(),
        author: Some(Author { email: AUTHOR.into(), name: None }),
        files,
        base: None,
        report: None,
    };
    push::take(office, token, PROJECT.into(), request).await.map(drop)
}

/// What a review's page shows to somebody for the demo's target.
async fn shown(seat: &Seat, review: u64) -> Result<Terms> {
    let page = seat.caller.review(review, None).await.map_err(Error::Told)?;
    let panel = page.targets.first().ok_or_else(|| anyhow!("the demo's project has no target"))?;
    Ok(Terms {
        review,
        revision: page.revision,
        target: TARGET.into(),
        content_hash: page.content_hash,
        rules_hash: page.rules_hash,
        history_tip: panel.history_tip.clone(),
    })
}

async fn approve(reviewer: &Seat, review: u64) -> Result<()> {
    let terms = shown(reviewer, review).await?;
    reviewer.caller.approve(reviewer.csrf(), terms, HashFrom::Server).await.map_err(Error::Told)
}

async fn apply(admin: &Seat, review: u64) -> Result<()> {
    let terms = shown(admin, review).await?;
    admin.caller.apply(admin.csrf(), terms, TARGET.into()).await.map_err(Error::Told)?;
    loop {
        let view = admin.caller.apply_progress(review, TARGET.into()).await.map_err(Error::Told)?;
        match view.map(|it| (it.state, it.failure)) {
            Some((ApplyState::Applied, _)) => return Ok(()),
            Some((ApplyState::Running, _)) => tokio::time::sleep(Duration::from_millis(20)).await,
            other => return Err(anyhow!("the demo's first apply went wrong: {other:?}").into()),
        }
    }
}
