//! What the browser gets of a page: HTML that the server made with its own views. The page's wasm needs no code for
//! it, so a thousand statements are alive at once and the wasm stays small; what must live in the browser is beside.

use lockgate_core::digest::Digest;
use serde::{Deserialize, Serialize};

/// HTML that the server rendered from views, which escape every text. It is made in no other way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Html(pub(crate) String);

#[cfg(not(target_arch = "wasm32"))]
impl Html {
    pub(crate) fn of(view: impl leptos::prelude::IntoView) -> Html {
        use leptos::prelude::*;
        Html(view.into_any().to_html())
    }
}

/// What stands around every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameShown {
    pub header: Html,
    pub signed_in: bool,
}

/// The pages that are HTML and forms and nothing else. `name` goes with it: the project's, the rule's, the one-time
/// token, or where a sign-in leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    Inbox,
    Project,
    Rules,
    Rule,
    People,
    SignIn,
    SetUp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageShown {
    pub title: String,
    pub html: Html,
    /// Where to go instead: whoever is signed in has nothing to do at the door.
    pub go: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewShown {
    pub number: u64,
    pub title: String,
    pub revision: u32,
    pub last_revision: u32,
    pub content_hash: Digest,
    pub head: Html,
    pub revisions: Html,
    pub outline: Html,
    pub changes: Html,
    pub activity: Html,
    pub decide: Html,
    /// Targets where an apply runs now.
    pub running: Vec<String>,
}

/// An apply, and whether it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressShown {
    pub html: Html,
    pub running: bool,
}
