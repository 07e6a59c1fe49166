//! Every URL, on one screen. The pages' own addresses are in `app`; here they stand behind one name.

use crate::{
    api,
    assets::{self, Manifest},
    guard,
    office::Office,
    pages,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{any, get, post},
};
use std::sync::Arc;

/// A whole set of migrations with its report; the largest that were seen have 3 MB.
const PUSH_LIMIT: usize = 32 << 20;
/// A form.
const FORM_LIMIT: usize = 256 << 10;

pub fn router(office: Arc<Office>, manifest: Manifest) -> Router {
    let push = post(api::push).layer(DefaultBodyLimit::max(PUSH_LIMIT));
    let api = Router::new()
        .route("/api/v1/projects/{project}/base", get(api::base))
        .route("/api/v1/projects/{project}/revisions", push)
        .route("/api/v1/reviews/{number}", get(api::show))
        .route("/api/v1/reviews/{number}/report", get(api::report))
        .route("/api/{*rest}", any(api::nothing));
    Router::new()
        .merge(api)
        .route("/healthz", get(healthz))
        .route("/pkg/{*name}", get(assets::asset))
        .merge(pages::routes(manifest))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(from_fn_with_state(office.clone(), guard::guard))
        .with_state(office)
}

/// Says that the records can be read. For load balancers.
async fn healthz(
    axum::extract::State(office): axum::extract::State<Arc<Office>>,
) -> crate::error::Result<&'static str> {
    office.block(|office| Ok(office.keeper.store.read(|tx| tx.head()).map(|_| "ok\n")?)).await
}
