//! The server functions: what the pages call, each one line to the [`Backend`](crate::api::Backend).
//!
//! Reads are GETs. Writes are plain form posts: without script they answer 302 back to the page they came from,
//! with the [`ApiError`] in the address (`__err`), and the page shows it.
#![allow(clippy::too_many_arguments, reason = "a server function takes the fields of its form")]

use crate::api::*;
#[cfg(not(target_arch = "wasm32"))]
use crate::desk::desk;
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, JsonEncoding},
};
use lockgate_core::digest::Digest;

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> ApiError {
        match error {
            ServerFnErrorErr::Request(_) => ApiError::Unreachable,
            ServerFnErrorErr::Args(text)
            | ServerFnErrorErr::MissingArg(text)
            | ServerFnErrorErr::Serialization(text) => {
                ApiError::Invalid(format!("The form is not complete: {text}. Fill it in, then try again."))
            }
            _ => ApiError::Internal,
        }
    }
}

/// What the server's engine says of a revision, as JSON text, to hold one's own against it.
#[server(prefix = "/serverfn", endpoint = "read_analysis", input = GetUrl)]
pub async fn read_analysis(number: u64, revision: u32) -> Result<String, ApiError> {
    let analysis = desk().review(number, Some(revision)).await?.analysis;
    serde_json::to_string(&analysis).map_err(|_| ApiError::Internal)
}

#[server(prefix = "/serverfn", endpoint = "read_revision_files", input = GetUrl)]
pub async fn read_revision_files(number: u64, revision: u32) -> Result<RevisionFiles, ApiError> {
    desk().revision_files(number, revision).await
}

/// An apply as HTML, and whether it goes on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    pub html: String,
    pub running: bool,
}

#[server(prefix = "/serverfn", endpoint = "read_apply", input = GetUrl)]
pub async fn read_apply(number: u64, target: String) -> Result<Option<Progress>, ApiError> {
    Ok(desk().apply_progress(number, target).await?.map(crate::parts::apply::shown))
}

#[server(prefix = "/serverfn", endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String) -> Result<(), ApiError> {
    desk().sign_in(email, password).await
}

#[server(prefix = "/serverfn", endpoint = "sign_in_demo")]
pub async fn sign_in_demo(role: String) -> Result<(), ApiError> {
    desk().sign_in_demo(role).await
}

#[server(prefix = "/serverfn", endpoint = "sign_out")]
pub async fn sign_out(csrf: String) -> Result<(), ApiError> {
    desk().sign_out(csrf).await
}

#[server(prefix = "/serverfn", endpoint = "set_up")]
pub async fn set_up(token: String, name: String, email: String, password: String) -> Result<(), ApiError> {
    desk().set_up(token, name, email, password).await
}

#[server(prefix = "/serverfn", endpoint = "approve")]
pub async fn approve(
    csrf: String,
    review: u64,
    revision: u32,
    target: String,
    content_hash: Digest,
    rules_hash: Digest,
    history_tip: Option<Digest>,
    hash_from: HashFrom,
) -> Result<(), ApiError> {
    let terms = Terms { review, revision, target, content_hash, rules_hash, history_tip };
    desk().approve(csrf, terms, hash_from).await
}

#[server(prefix = "/serverfn", endpoint = "withdraw")]
pub async fn withdraw(csrf: String, review: u64, target: String) -> Result<(), ApiError> {
    desk().withdraw(csrf, review, target).await
}

#[server(prefix = "/serverfn", endpoint = "object")]
pub async fn object(csrf: String, review: u64, revision: u32, reason: String) -> Result<(), ApiError> {
    desk().object(csrf, review, revision, reason).await
}

#[server(prefix = "/serverfn", endpoint = "lift_objection")]
pub async fn lift_objection(csrf: String, review: u64) -> Result<(), ApiError> {
    desk().lift_objection(csrf, review).await
}

#[server(prefix = "/serverfn", endpoint = "close_review")]
pub async fn close_review(csrf: String, review: u64) -> Result<(), ApiError> {
    desk().close_review(csrf, review).await
}

#[server(prefix = "/serverfn", endpoint = "apply")]
pub async fn apply(
    csrf: String,
    review: u64,
    revision: u32,
    target: String,
    content_hash: Digest,
    rules_hash: Digest,
    history_tip: Option<Digest>,
    confirm: String,
) -> Result<(), ApiError> {
    let terms = Terms { review, revision, target, content_hash, rules_hash, history_tip };
    desk().apply(csrf, terms, confirm).await
}

#[server(prefix = "/serverfn", endpoint = "add_project")]
pub async fn add_project(csrf: String, name: String) -> Result<(), ApiError> {
    desk().add_project(csrf, name).await
}

#[server(prefix = "/serverfn", endpoint = "add_target")]
pub async fn add_target(
    csrf: String,
    project: String,
    name: String,
    environment: String,
    url: String,
) -> Result<(), ApiError> {
    desk().add_target(csrf, project, name, environment, url).await
}

#[server(prefix = "/serverfn", endpoint = "accept_applied")]
pub async fn accept_applied(
    csrf: String,
    project: String,
    target: String,
    migration: String,
) -> Result<(), ApiError> {
    desk().accept_applied(csrf, project, target, migration).await
}

#[server(prefix = "/serverfn", endpoint = "create_token")]
pub async fn create_token(csrf: String, project: String, name: String) -> Result<(), ApiError> {
    desk().create_token(csrf, project, name).await
}

#[server(prefix = "/serverfn", endpoint = "revoke_token")]
pub async fn revoke_token(csrf: String, id: String) -> Result<(), ApiError> {
    desk().revoke_token(csrf, id).await
}

#[server(prefix = "/serverfn", endpoint = "add_person")]
pub async fn add_person(
    csrf: String,
    name: String,
    email: String,
    role: Role,
    password: String,
) -> Result<(), ApiError> {
    desk().add_person(csrf, name, email, role, password).await
}

#[server(prefix = "/serverfn", endpoint = "set_role")]
pub async fn set_role(csrf: String, person: String, role: Role) -> Result<(), ApiError> {
    desk().set_role(csrf, person, role).await
}

#[server(prefix = "/serverfn", endpoint = "close_account")]
pub async fn close_account(csrf: String, person: String) -> Result<(), ApiError> {
    desk().close_account(csrf, person).await
}
