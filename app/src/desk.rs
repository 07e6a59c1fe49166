//! What the server puts into the context of every request.

use crate::api::Backend;
use leptos::prelude::*;
use std::sync::Arc;

/// The server's side of one request. Both a page's rendering and a server function need one in their context.
#[derive(Clone)]
pub struct Desk(pub Arc<dyn Backend>);

/// Sets the HTTP status of the page that is being rendered, so that "not found" is one for machines too.
#[derive(Clone)]
pub struct SetStatus(pub Arc<dyn Fn(u16) + Send + Sync>);

/// How many seconds ago a moment (RFC 3339) was: the server has the clock.
#[derive(Clone, Copy)]
pub struct Age(pub fn(&str) -> Option<i64>);

pub(crate) fn age(at: &str) -> Option<i64> {
    use_context::<Age>().and_then(|Age(age)| age(at))
}

pub(crate) fn desk() -> Arc<dyn Backend> {
    expect_context::<Desk>().0
}

pub(crate) fn set_status(code: u16) {
    if let Some(SetStatus(set)) = use_context() {
        set(code);
    }
}
