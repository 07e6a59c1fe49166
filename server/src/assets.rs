//! The page, the engine, the editor and the style, as `cargo xtask build` made them, inside this program.

use anyhow::Context;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::Deserialize;

/// A release build holds the files; a debug build reads them from the folder at every request.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/dist"]
#[allow_missing = true]
struct Dist;

/// Where each file is, as the browser asks for it.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    pub page_js: String,
    pub page_wasm: String,
    pub engine_worker: String,
    pub editor: String,
    pub css: String,
}

/// What the build wrote, or the way to build it.
pub fn manifest() -> anyhow::Result<Manifest> {
    let file = Dist::get("manifest.json")
        .context("this program was built without its page. Run `cargo xtask build`, then build it again")?;
    serde_json::from_slice(&file.data)
        .context("manifest.json is not what `cargo xtask build` writes; run it again")
}

/// Names carry their content's hash, so what was fetched once is good for ever.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let brotli = accepts_brotli(&headers).then(|| Dist::get(&format!("{name}.br"))).flatten();
    let encoded = brotli.is_some();
    let Some(file) = brotli.or_else(|| Dist::get(&name)).filter(|_| name != "manifest.json") else {
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response();
    };
    let kind = Dist::get(&name)
        .map_or_else(|| file.metadata.mimetype().to_owned(), |it| it.metadata.mimetype().to_owned());
    let mut response = (
        [
            (header::CONTENT_TYPE, kind.as_str()),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "accept-encoding"),
        ],
        file.data,
    )
        .into_response();
    if encoded {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("br"));
    }
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|it| it.to_str().ok());
    let mut offers = lines.flat_map(|it| it.split(',')).map(|it| it.trim());
    offers.any(|it| it == "br" || it.starts_with("br;") && !it.ends_with("q=0"))
}
