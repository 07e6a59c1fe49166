//! What stands before and after every handler: whose request it is, and the headers of every answer.

use crate::office::{Office, Site};
use axum::{
    Json,
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::nonce::Nonce;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// What a handler knows of its request beside the request itself.
#[derive(Clone)]
pub struct Visit {
    pub peer: SocketAddr,
    /// The session's token, as the cookie has it.
    pub session: Option<String>,
    pub nonce: Nonce,
    cookie: Arc<Mutex<Option<String>>>,
}

impl Visit {
    /// A visit without a request: the demo's own.
    pub fn from_here(session: String) -> Visit {
        let peer = SocketAddr::from(([127, 0, 0, 1], 0));
        Visit { peer, session: Some(session), nonce: Nonce::new(), cookie: Arc::default() }
    }

    /// Puts a `Set-Cookie` on the answer.
    pub fn set_cookie(&self, cookie: String) {
        *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = Some(cookie);
    }
}

/// Refuses what does not come from our own pages, and dresses every answer, refusals too.
pub async fn guard(
    State(office): State<Arc<Office>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let visit = Visit {
        peer,
        session: office.site.cookie().read(request.headers()),
        nonce: Nonce::new(),
        cookie: Arc::default(),
    };
    let mut response = match refusal(&office.site, &request, peer) {
        Some(refusal) => refusal.into_response(),
        None => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
    };
    let cookie = visit.cookie.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(cookie) = cookie.and_then(|it| HeaderValue::try_from(it).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    dress(response.headers_mut(), &office.site, &visit.nonce);
    response
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    StrangeHost,
    CrossSite,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        let (status, kind, message) = match self {
            Refusal::StrangeHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "strange-host",
                "This server is not known by that name. Use its public URL (see --public-url in docs/operate.md).",
            ),
            Refusal::CrossSite => (
                StatusCode::FORBIDDEN,
                "cross-site",
                "This form was not sent by a page of this server, so nothing was done. Open the page here and send \
                 it again.",
            ),
        };
        (status, Json(serde_json::json!({ "error": { "kind": kind, "message": message } }))).into_response()
    }
}

fn refusal(site: &Site, request: &Request, peer: SocketAddr) -> Option<Refusal> {
    let path = request.uri().path();
    if path == "/healthz" {
        return None;
    }
    let host =
        text(request.headers(), header::HOST).or_else(|| request.uri().authority().map(|it| it.as_str()));
    if !host.is_some_and(|it| site.is_host(it, peer.ip())) {
        return Some(Refusal::StrangeHost);
    }
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // The API takes no cookie, so a browser that is sent there has nothing to lend.
    if safe || path.starts_with("/api/") || is_from_here(site, request.headers()) {
        None
    } else {
        Some(Refusal::CrossSite)
    }
}

/// `Sec-Fetch-Site` where the browser sends one, else the exact origin. A request with neither is no browser's.
fn is_from_here(site: &Site, headers: &HeaderMap) -> bool {
    match text(headers, HeaderName::from_static("sec-fetch-site")) {
        Some(place) => place == "same-origin",
        None => text(headers, header::ORIGIN).is_some_and(|it| it == site.origin),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

fn dress(headers: &mut HeaderMap, site: &Site, nonce: &Nonce) {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; \
         object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let mut put =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if site.https() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    // Only the assets say otherwise: their names change with their content.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
