//! What the pages ask of the server: one trait, plain data in and out. `server` implements it for each request,
//! so no SQL, file or secret ever enters the pages.

pub use lockgate_core::review::{
    event::{HashFrom, Role},
    standing::Standing,
};
use lockgate_core::{
    digest::Digest,
    plan::Part,
    revision::{FileDigest, SourceFile},
    verdict::{Analysis, RiskCounts},
};
use serde::{Deserialize, Serialize};

/// Whoever is looking. The server knows it from the session cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Goes into every form; the server refuses one that does not match the session.
    pub csrf: String,
}

/// What the frame of every page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub viewer: Option<Viewer>,
    /// One-click sign-in is offered: the demo on loopback, nowhere else.
    pub demo: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxPage {
    /// Reviews that I could move on.
    pub waiting_for_me: Vec<ReviewRow>,
    /// Reviews that wait for somebody else.
    pub waiting_for_others: Vec<ReviewRow>,
    pub applied_lately: Vec<ReviewRow>,
    pub projects: Vec<ProjectRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    pub number: u64,
    pub project: String,
    pub title: String,
    /// `None` where the author is unknown.
    pub author: Option<String>,
    pub state: Standing,
    pub risks: RiskCounts,
    /// What it waits for, in words: "your approval", "an apply to staging".
    pub waiting_for: String,
    /// RFC 3339, UTC
    pub at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRow {
    pub name: String,
    pub migrations: usize,
    pub open_reviews: usize,
    pub targets: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectPage {
    pub name: String,
    pub targets: Vec<TargetColumn>,
    /// The accepted migrations and those of open reviews, in order.
    pub migrations: Vec<MigrationRow>,
    pub reviews: Vec<ReviewRow>,
    /// Shown to admins only; empty for everybody else.
    pub tokens: Vec<TokenRow>,
    /// The token that this session made just now. The server hands it out once, on the first read after
    /// [`Backend::create_token`], so that it is shown without script too and never stands in a URL.
    pub fresh_token: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetColumn {
    pub name: String,
    pub environment: String,
    /// The ledger's last row as the server last saw it; `None` for an empty ledger.
    pub history_tip: Option<Digest>,
    /// What keeps this target from being used, in words: an empty ledger on a database that is not empty, say.
    pub trouble: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrationRow {
    pub name: String,
    pub file: String,
    pub digest: Digest,
    /// The review that brings it, while it is not accepted.
    pub review: Option<u64>,
    /// One for each target, in the order of [`ProjectPage::targets`].
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Cell {
    Pending,
    Applied {
        at: String,
        by: String,
    },
    /// an admin said that it was there already
    Accepted {
        at: String,
        by: String,
    },
    /// some of its commit points are through
    Partly {
        at: String,
    },
    Failed {
        at: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    pub id: String,
    pub name: String,
    pub owner: String,
    pub created: String,
    pub last_used: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPage {
    pub row: ReviewRow,
    /// Revisions from 1; the page shows `revision`, the last one unless asked otherwise.
    pub revision: u32,
    pub revisions: Vec<RevisionRow>,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    /// Who pushed it: a person's name, or the token's name and its owner's.
    pub pushed_by: String,
    pub analysis: Analysis,
    /// The files that the review covers, with their text.
    pub files: Vec<FileView>,
    /// The settings in the base, empty where there are none, and in this revision, where the two differ.
    pub settings_change: Option<TextChange>,
    pub targets: Vec<TargetPanel>,
    pub objections: Vec<ObjectionRow>,
    pub activity: Vec<ActivityRow>,
    /// Why the viewer can't object, or `None` when they can.
    pub object_refusal: Option<String>,
    /// Whether the viewer can give the review up.
    pub closable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionRow {
    pub number: u32,
    pub content_hash: Digest,
    pub at: String,
    pub pushed_by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    pub path: String,
    pub digest: Digest,
    /// Bytes that are not UTF-8 are shown as U+FFFD, and `exact` is false.
    pub text: String,
    pub exact: bool,
    /// The same file in the revision before this one, where it differs.
    pub previous: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    pub before: String,
    pub after: String,
}

/// The decide and apply panel of one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetPanel {
    pub name: String,
    pub environment: String,
    pub history_tip: Option<Digest>,
    pub approvals: Vec<ApprovalRow>,
    pub approvals_needed: usize,
    /// What an apply would run here: the parts of the plan that the target does not have.
    pub pending: Vec<Part>,
    /// Why the viewer can't approve for this target, or `None` when they can.
    pub approve_refusal: Option<String>,
    /// Why the viewer can't apply here, or `None` when they can.
    pub apply_refusal: Option<String>,
    pub apply: Option<ApplyView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRow {
    pub by: String,
    pub at: String,
    pub content_hash: Digest,
    /// Where the approver's hash was computed.
    pub hash_from: HashFrom,
    /// Why it no longer counts, or `None` while it does.
    pub stale: Option<String>,
    pub mine: bool,
}

/// An apply, running or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyView {
    pub id: String,
    pub by: String,
    pub started: String,
    pub ended: Option<String>,
    pub state: ApplyState,
    /// Statements done, and in all.
    pub done: usize,
    pub of: usize,
    /// What runs now, or what failed: `ALTER TABLE …` with its file and line.
    pub statement: Option<String>,
    /// The commit points that are through, as `007_add_sku 1/2`.
    pub committed: Vec<String>,
    pub failure: Option<Failure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApplyState {
    Running,
    Applied,
    Failed,
    /// the server stopped in the middle; what is committed was read from the target's ledger
    Interrupted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What failed, in the server's words.
    pub message: String,
    /// Five characters, where PostgreSQL answered.
    pub sqlstate: Option<String>,
    /// `007_add_sku.sql:12`
    pub place: Option<String>,
    /// What the admin can do now.
    pub instead: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionRow {
    pub by: String,
    pub at: String,
    pub reason: String,
    pub mine: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityRow {
    pub at: String,
    pub by: String,
    /// "approved revision 2 for staging"
    pub what: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleRow {
    pub name: String,
    pub category: String,
    pub severity: String,
    /// The page's first sentence.
    pub summary: String,
}

/// A rule's page, written in Markdown beside the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePage {
    pub row: RuleRow,
    pub blocks: Vec<Block>,
}

/// The little Markdown that rule pages use, so that no HTML is ever taken from text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    Heading(String),
    Paragraph(Vec<Inline>),
    List(Vec<Vec<Inline>>),
    Sql(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    Text(String),
    Code(String),
    Strong(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub email: String,
    /// `None` for an author without an account.
    pub role: Option<Role>,
    pub disabled: bool,
}

/// What a button on a review is about, as the page showed it: where any of it has moved, pressing it does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub review: u64,
    pub revision: u32,
    pub target: String,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    pub history_tip: Option<Digest>,
}

/// Why the server did not do it. The text is for people and names the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "message", rename_all = "kebab-case")]
pub enum ApiError {
    /// Nobody is signed in.
    SignedOut,
    /// Signed in, but not allowed; says who could.
    Forbidden(String),
    NotFound(String),
    /// The world moved on since the page was made.
    Stale(String),
    /// The input can't be taken as it is.
    Invalid(String),
    /// Too many tries; says when to come back.
    SlowDown(String),
    /// Our fault. The cause is in the server's log, never here.
    Internal,
    /// Made by the page itself: no answer came.
    Unreachable,
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            ApiError::SignedOut => f.write_str("You are not signed in. Sign in, then try again."),
            ApiError::Forbidden(text)
            | ApiError::NotFound(text)
            | ApiError::Stale(text)
            | ApiError::Invalid(text)
            | ApiError::SlowDown(text) => f.write_str(text),
            ApiError::Internal => {
                f.write_str("The server could not do this; its log says why. Nothing was changed.")
            }
            ApiError::Unreachable => {
                f.write_str("The server did not answer. Check the connection, then try again.")
            }
        }
    }
}

impl std::error::Error for ApiError {}

/// All that the engine was given, so that a browser can compute hash and verdict itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionFiles {
    /// In the order of the content hash.
    pub files: Vec<SourceFile>,
    /// As in the engine's request; `None` where the project has accepted nothing yet.
    pub base: Option<Vec<FileDigest>>,
}

/// What the server can do for one request. It knows the caller; every method asks the policy first.
#[cfg(not(target_arch = "wasm32"))]
#[async_trait::async_trait]
pub trait Backend: Send + Sync {
    async fn frame(&self) -> Result<Frame, ApiError>;
    async fn inbox(&self) -> Result<InboxPage, ApiError>;
    async fn project(&self, name: String) -> Result<ProjectPage, ApiError>;
    /// `revision` of `None` is the last one.
    async fn review(&self, number: u64, revision: Option<u32>) -> Result<ReviewPage, ApiError>;
    async fn revision_files(&self, number: u64, revision: u32) -> Result<RevisionFiles, ApiError>;
    /// The newest apply of a review on a target, for polling.
    async fn apply_progress(&self, number: u64, target: String) -> Result<Option<ApplyView>, ApiError>;
    async fn rules(&self) -> Result<Vec<RuleRow>, ApiError>;
    async fn rule(&self, name: String) -> Result<RulePage, ApiError>;
    async fn people(&self) -> Result<Vec<PersonRow>, ApiError>;

    /// Sets the session cookie on the answer.
    async fn sign_in(&self, email: String, password: String) -> Result<(), ApiError>;
    /// Demo only: `role` is `reviewer`, `ci` or `admin`.
    async fn sign_in_demo(&self, role: String) -> Result<(), ApiError>;
    /// Makes the first admin with the one-time link's token, and signs them in.
    async fn set_up(
        &self,
        token: String,
        name: String,
        email: String,
        password: String,
    ) -> Result<(), ApiError>;
    async fn sign_out(&self, csrf: String) -> Result<(), ApiError>;

    /// `hash_from` says where the terms' content hash was computed.
    async fn approve(&self, csrf: String, terms: Terms, hash_from: HashFrom) -> Result<(), ApiError>;
    /// Takes back the caller's approval for a target.
    async fn withdraw(&self, csrf: String, review: u64, target: String) -> Result<(), ApiError>;
    async fn object(&self, csrf: String, review: u64, revision: u32, reason: String) -> Result<(), ApiError>;
    /// Takes back the caller's objection.
    async fn lift_objection(&self, csrf: String, review: u64) -> Result<(), ApiError>;
    /// Gives a review up.
    async fn close_review(&self, csrf: String, review: u64) -> Result<(), ApiError>;
    /// Starts an apply and returns at once. `confirm` must be the target's name, typed by the admin.
    async fn apply(&self, csrf: String, terms: Terms, confirm: String) -> Result<(), ApiError>;

    async fn add_project(&self, csrf: String, name: String) -> Result<(), ApiError>;
    async fn add_target(
        &self,
        csrf: String,
        project: String,
        name: String,
        environment: String,
        url: String,
    ) -> Result<(), ApiError>;
    /// "Already applied up to `migration`": writes ledger rows without running anything.
    async fn accept_applied(
        &self,
        csrf: String,
        project: String,
        target: String,
        migration: String,
    ) -> Result<(), ApiError>;
    /// The token itself comes with the next [`Backend::project`] of this session, once.
    async fn create_token(&self, csrf: String, project: String, name: String) -> Result<(), ApiError>;
    async fn revoke_token(&self, csrf: String, id: String) -> Result<(), ApiError>;
    async fn add_person(
        &self,
        csrf: String,
        name: String,
        email: String,
        role: Role,
        password: String,
    ) -> Result<(), ApiError>;
    async fn set_role(&self, csrf: String, person: String, role: Role) -> Result<(), ApiError>;
    /// They stay the author of what they wrote; adding them again opens the account anew.
    async fn close_account(&self, csrf: String, person: String) -> Result<(), ApiError>;
}
