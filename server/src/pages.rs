//! The pages and their server functions, with the caller's desk in the context of each request.

use crate::{api, assets::Manifest, clock, desk::Caller, guard::Visit, office::Office};
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{
    ResponseOptions, generate_route_list, handle_server_fns_with_context, render_app_async_with_context,
};
use lockgate_app::{
    App, Assets,
    api::ApiError,
    desk::{Age, Desk, SetStatus},
    shell,
};
use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, LazyLock},
};

/// The page's own addresses. Asked once: while Leptos finds them out, no page anywhere in this process loads data.
static ADDRESSES: LazyLock<Vec<String>> =
    LazyLock::new(|| generate_route_list(App).iter().map(|it| it.path().to_owned()).collect());

/// An error's text is short.
const ERROR_LIMIT: usize = 64 << 10;

/// The addresses that the page knows, and those of its server functions.
pub fn routes(manifest: Manifest) -> Router<Arc<Office>> {
    let assets = Assets {
        page_js: manifest.page_js,
        page_wasm: manifest.page_wasm,
        engine_worker: manifest.engine_worker,
        editor: manifest.editor,
        css: manifest.css,
    };
    let mut router = Router::new().route("/serverfn/{*name}", any(server_fn));
    for address in ADDRESSES.iter() {
        let assets = assets.clone();
        let render = move |office: State<Arc<Office>>, visit: Extension<Visit>, request: Request| {
            page(office, visit, request, assets.clone())
        };
        router = router.route(address, get(render));
    }
    router
}

async fn server_fn(
    State(office): State<Arc<Office>>,
    Extension(visit): Extension<Visit>,
    request: Request<Body>,
) -> Response {
    let answer = handle_server_fns_with_context(context(office, visit), request).await.into_response();
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    // Leptos answers every error with 500; only ours are.
    let (mut parts, body) = answer.into_parts();
    let bytes = to_bytes(body, ERROR_LIMIT).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<ApiError>(&bytes) {
        parts.status = api::status(&error).0;
    }
    Response::from_parts(parts, bytes.into())
}

fn page(
    State(office): State<Arc<Office>>,
    Extension(visit): Extension<Visit>,
    request: Request,
    assets: Assets,
) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> {
    render_app_async_with_context(context(office, visit), move || shell(assets.clone()))(request)
}

/// What the pages find in the context of a request: the desk, the nonce of this very answer, and its status.
fn context(office: Arc<Office>, visit: Visit) -> impl Fn() + Clone + Send + Sync + 'static {
    let desk = Desk(Arc::new(Caller::new(office, visit.clone())));
    move || {
        provide_context(desk.clone());
        provide_context(visit.nonce.clone());
        provide_context(Age(clock::age));
        if let Some(options) = use_context::<ResponseOptions>() {
            provide_context(SetStatus(Arc::new(move |code| {
                if let Ok(status) = StatusCode::from_u16(code) {
                    options.set_status(status);
                }
            })));
        }
    }
}
