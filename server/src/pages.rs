//! The pages and their server functions, with the caller's desk in the context of each request.

use crate::{assets, desk::Caller, guard::Visit, office::Office};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use leptos::prelude::provide_context;
use leptos_app::{Assets, desk::{Desk, SetStatus}, shell};
use leptos_axum::{ResponseOptions, handle_server_fns_with_context, render_app_async_with_context};
use lockgate_app as leptos_app;
use std::sync::Arc;

/// The addresses themselves are the page's; whatever is none of them is its page "not found".
pub fn routes(_: &Arc<Office>) -> anyhow::Result<Router<Arc<Office>>> {
    let manifest = assets::manifest()?;
    let assets = Assets {
        page_js: manifest.page_js,
        page_wasm: manifest.page_wasm,
        engine_worker: manifest.engine_worker,
        editor: manifest.editor,
        css: manifest.css,
    };
    Ok(Router::new())
}
