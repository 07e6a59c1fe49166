//! The server's side of one request of the pages: one small file for each thing they ask for.

mod activity;
mod apply;
mod decide;
mod inbox;
mod markdown;
mod names;
mod people;
mod project;
mod review;
mod rules;
mod sign_in;
pub(crate) mod targets;
mod tokens;
mod who;

pub use apply::Progress;
pub use decide::find_review;
pub use people::check_email;
pub use project::find as find_project;
pub use review::analysis as review_analysis;
pub use who::SignedIn;

use crate::{
    error::{Error, Result},
    guard::Visit,
    office::Office,
};
use async_trait::async_trait;
use lockgate_app::api::*;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// One caller, for one request.
pub struct Caller {
    office: Arc<Office>,
    visit: Visit,
    who: OnceCell<Option<SignedIn>>,
}

impl Caller {
    pub fn new(office: Arc<Office>, visit: Visit) -> Caller {
        Caller { office, visit, who: OnceCell::new() }
    }

    /// Whoever the session cookie belongs to; asked once in a request.
    async fn who(&self) -> Result<Option<SignedIn>> {
        let find = async || {
            let session = self.visit.session.clone();
            self.office.block(move |office| who::find(office, session)).await
        };
        self.who.get_or_try_init(find).await.cloned()
    }

    /// Reads on a thread that may block. `work` asks the policy.
    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Office, Option<&SignedIn>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, ApiError> {
        let done = async {
            let who = self.who().await?;
            self.office.block(move |office| work(office, who.as_ref())).await
        };
        done.await.map_err(Error::tell)
    }

    /// Writes on a thread that may block, for somebody whose form is of their own session. `work` asks the policy.
    async fn act<T: Send + 'static>(
        &self,
        csrf: String,
        work: impl FnOnce(&Office, &SignedIn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, ApiError> {
        let done = async {
            let who = self.who().await?.ok_or(Error::Told(ApiError::SignedOut))?;
            who.check_form(&csrf)?;
            self.office.block(move |office| work(office, &who)).await
        };
        done.await.map_err(Error::tell)
    }

    /// As [`Caller::act`], for work that waits for a target.
    async fn acting(&self, csrf: String) -> Result<SignedIn> {
        let who = self.who().await?.ok_or(Error::Told(ApiError::SignedOut))?;
        who.check_form(&csrf)?;
        Ok(who)
    }
}

type Answer<T> = std::result::Result<T, ApiError>;

#[async_trait]
impl Backend for Caller {
    async fn frame(&self) -> Answer<Frame> {
        let demo = self.office.demo.is_some() && self.visit.peer.ip().is_loopback();
        self.ask(move |office, who| who::frame(office, who, demo)).await
    }

    async fn inbox(&self) -> Answer<InboxPage> {
        self.ask(inbox::page).await
    }

    async fn project(&self, name: String) -> Answer<ProjectPage> {
        self.ask(move |office, who| project::page(office, who, &name)).await
    }

    async fn review(&self, number: u64, revision: Option<u32>) -> Answer<ReviewPage> {
        self.ask(move |office, who| review::page(office, who, number, revision)).await
    }

    async fn revision_files(&self, number: u64, revision: u32) -> Answer<RevisionFiles> {
        self.ask(move |office, who| review::files(office, who, number, revision)).await
    }

    async fn apply_progress(&self, number: u64, target: String) -> Answer<Option<ApplyView>> {
        self.ask(move |office, who| apply::progress(office, who, number, &target)).await
    }

    async fn rules(&self) -> Answer<Vec<RuleRow>> {
        Ok(rules::all())
    }

    async fn rule(&self, name: String) -> Answer<RulePage> {
        rules::one(&name).map_err(Error::tell)
    }

    async fn people(&self) -> Answer<Vec<PersonRow>> {
        self.ask(people::all).await
    }

    async fn sign_in(&self, email: String, password: String) -> Answer<()> {
        sign_in::by_password(&self.office, &self.visit, email, password).await.map_err(Error::tell)
    }

    async fn sign_in_demo(&self, role: String) -> Answer<()> {
        sign_in::in_the_demo(&self.office, &self.visit, role).await.map_err(Error::tell)
    }

    async fn set_up(&self, token: String, name: String, email: String, password: String) -> Answer<()> {
        let wanted = people::Wanted { name, email, role: Role::Admin, password };
        sign_in::first_admin(&self.office, &self.visit, token, wanted).await.map_err(Error::tell)
    }

    async fn sign_out(&self, csrf: String) -> Answer<()> {
        self.act(csrf, sign_in::out).await?;
        self.visit.set_cookie(self.office.site.cookie().clear());
        Ok(())
    }

    async fn approve(&self, csrf: String, terms: Terms, hash_from: HashFrom) -> Answer<()> {
        self.act(csrf, move |office, who| decide::approve(office, who, &terms, hash_from)).await
    }

    async fn withdraw(&self, csrf: String, review: u64, target: String) -> Answer<()> {
        self.act(csrf, move |office, who| decide::withdraw(office, who, review, &target)).await
    }

    async fn object(&self, csrf: String, review: u64, revision: u32, reason: String) -> Answer<()> {
        self.act(csrf, move |office, who| decide::object(office, who, review, revision, &reason)).await
    }

    async fn lift_objection(&self, csrf: String, review: u64) -> Answer<()> {
        self.act(csrf, move |office, who| decide::lift_objection(office, who, review)).await
    }

    async fn close_review(&self, csrf: String, review: u64) -> Answer<()> {
        self.act(csrf, move |office, who| decide::close(office, who, review)).await
    }

    async fn apply(&self, csrf: String, terms: Terms, confirm: String) -> Answer<()> {
        let done = async {
            let who = self.acting(csrf).await?;
            apply::start(&self.office, who, terms, confirm).await
        };
        done.await.map_err(Error::tell)
    }

    async fn add_project(&self, csrf: String, name: String) -> Answer<()> {
        self.act(csrf, move |office, who| project::add(office, who, name.trim())).await
    }

    async fn add_target(
        &self,
        csrf: String,
        project: String,
        name: String,
        environment: String,
        url: String,
    ) -> Answer<()> {
        let done = async {
            let who = self.acting(csrf).await?;
            targets::add(&self.office, who, targets::Wanted { project, name, environment, url }).await
        };
        done.await.map_err(Error::tell)
    }

    async fn accept_applied(
        &self,
        csrf: String,
        project: String,
        target: String,
        migration: String,
    ) -> Answer<()> {
        let done = async {
            let who = self.acting(csrf).await?;
            targets::accept_applied(&self.office, who, project, target, migration).await
        };
        done.await.map_err(Error::tell)
    }

    async fn create_token(&self, csrf: String, project: String, name: String) -> Answer<()> {
        self.act(csrf, move |office, who| tokens::create(office, who, &project, name.trim())).await
    }

    async fn revoke_token(&self, csrf: String, id: String) -> Answer<()> {
        self.act(csrf, move |office, who| tokens::revoke(office, who, &id)).await
    }

    async fn add_person(
        &self,
        csrf: String,
        name: String,
        email: String,
        role: Role,
        password: String,
    ) -> Answer<()> {
        let done = async {
            let who = self.acting(csrf).await?;
            people::add(&self.office, who, people::Wanted { name, email, role, password }).await
        };
        done.await.map_err(Error::tell)
    }

    async fn set_role(&self, csrf: String, person: String, role: Role) -> Answer<()> {
        self.act(csrf, move |office, who| people::set_role(office, who, &person, Some(role))).await
    }

    async fn close_account(&self, csrf: String, person: String) -> Answer<()> {
        self.act(csrf, move |office, who| people::set_role(office, who, &person, None)).await
    }
}
