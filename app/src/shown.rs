//! What the browser gets of a page. What nobody presses comes as HTML that the server made with its own views, so
//! that the page's wasm needs no code for it: a thousand statements are alive at once, and the wasm stays small.

use crate::api::{ObjectionRow, PersonRow, TargetPanel, TokenRow};
#[cfg(not(target_arch = "wasm32"))]
use leptos::prelude::*;
use lockgate_core::digest::Digest;
use serde::{Deserialize, Serialize};

/// HTML that the server rendered from views, which escape every text. It is never made from text in any other way:
/// only `render` can make one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Html(String);

impl Html {
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of(view: impl IntoView) -> Html {
        Html(view.into_any().to_html())
    }

    /// The value of an element's `inner_html`.
    pub fn inner(&self) -> String {
        self.0.clone()
    }
}

/// A page without anything to press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainShown {
    pub title: String,
    pub html: Html,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxShown {
    pub reviews: Html,
    pub projects: Html,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectShown {
    pub name: String,
    /// Open reviews, and the matrix of migrations and targets.
    pub overview: Html,
    pub targets: Vec<String>,
    pub migrations: Vec<String>,
    pub tokens: Vec<TokenRow>,
    pub fresh_token: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewShown {
    pub number: u64,
    pub title: String,
    pub project: String,
    pub revision: u32,
    pub last_revision: u32,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    pub head: Html,
    pub revisions: Html,
    pub outline: Html,
    pub changes: Html,
    pub activity: Html,
    /// What an apply runs, part by part.
    pub plan: Html,
    pub settings_change: bool,
    pub targets: Vec<TargetPanel>,
    pub objections: Vec<ObjectionRow>,
    pub object_refusal: Option<String>,
}

pub type PeopleShown = Vec<PersonRow>;
