//! What every answer carries, and whose requests are not answered at all.

mod common;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use common::*;
use lockgate::office::Site;
use lockgate_core::review::Role;
use std::collections::HashSet;

/// Every kind of address there is, those that are not there too.
const PATHS: &[&str] = &[
    "/",
    "/sign-in",
    "/set-up/x",
    "/p/shop",
    "/p/none",
    "/r/1",
    "/rules",
    "/rules/table-dropped",
    "/rules/none",
    "/playground",
    "/people",
    "/nowhere/at/all",
    "/serverfn/read_frame",
    "/serverfn/none",
    "/pkg/worker.js",
    "/pkg/none.js",
    "/api/v1/projects/shop/base",
    "/api/v1/projects/shop/revisions",
    "/api/v1/reviews/1",
    "/api/v1/reviews/1/report",
    "/api/v2",
    "/healthz",
];

fn csp(answer: &Answer) -> String {
    answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_answer_is_dressed() {
    let house = House::new();
    let mut nonces = HashSet::new();
    for path in PATHS {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS]
        {
            let request = Request::builder().method(method.clone()).uri(*path).body(Body::empty()).unwrap();
            let answer = house.send(request).await;
            let policy = csp(&answer);
            let nonce = policy.split("script-src 'self' 'nonce-").nth(1).unwrap().split('\'').next().unwrap();
            assert!(nonce.len() >= 22 && nonces.insert(nonce.to_owned()), "{method} {path}: {policy}");
            assert!(
                policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"),
                "{policy}"
            );
            assert!(!policy.contains("'unsafe-eval'"), "{policy}");
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
            ] {
                assert_eq!(answer.headers[name], value, "{method} {path}");
            }
            assert!(!answer.headers.contains_key("access-control-allow-origin"), "{method} {path}");
            assert!(!answer.headers.contains_key("strict-transport-security"), "plain http: {path}");
            assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{method} {path}");
            assert!(answer.status.as_u16() < 500, "{method} {path}: {} {}", answer.status, answer.body);
        }
    }
}

#[tokio::test]
async fn the_pages_scripts_carry_the_nonce_of_their_answer() {
    let house = House::new();
    for path in PATHS.iter().filter(|it| !it.starts_with("/api") && !it.starts_with("/serverfn")) {
        let answer = house.get(path, None).await;
        if !answer.body.contains("<html") {
            continue;
        }
        let policy = csp(&answer);
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        let scripts: Vec<&str> =
            answer.body.split("<script").skip(1).map(|it| it.split('>').next().unwrap()).collect();
        assert!(!scripts.is_empty(), "{path}");
        for script in scripts {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{script}> with {policy}");
        }
        assert!(!answer.body.contains(" style="), "{path} has an inline style");
        assert!(!answer.body.contains(" onclick="), "{path} has an inline handler");
    }
}

#[tokio::test]
async fn under_https_the_browser_is_told_to_stay_there() {
    let house =
        House::at(Site::new(Some("https://lockgate.example.org"), "0.0.0.0:8080".parse().unwrap()).unwrap());
    let request =
        Request::get("/sign-in").header(header::HOST, "lockgate.example.org").body(Body::empty()).unwrap();
    let answer = house.send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000; includeSubDomains");
}

#[tokio::test]
async fn only_our_own_pages_may_post() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let session = house.session("ada");
    let csrf = lockgate::secret::csrf(&session);
    let fields: &[(&str, &str)] = &[("csrf", &csrf), ("name", "other")];
    let strangers: &[&[(&str, &str)]] = &[
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080")],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:8081")],
    ];
    for headers in strangers {
        let mut request = form("add_project", fields).header(header::COOKIE, format!("lockgate={session}"));
        for (name, value) in *headers {
            request = request.header(*name, *value);
        }
        let answer = house.send(request.body(Body::from(encoded(fields))).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(answer.json()["error"]["kind"], "cross-site");
    }
    assert!(!house.office.keeper.look().unwrap().house.projects.contains_key("other"));
    let request = form("add_project", fields).header(header::COOKIE, format!("lockgate={session}"));
    let request =
        request.header("origin", "http://127.0.0.1:8080").body(Body::from(encoded(fields))).unwrap();
    let answer = house.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "an old browser of our own: {}", answer.body);
    assert!(house.office.keeper.look().unwrap().house.projects.contains_key("other"));
}

#[tokio::test]
async fn a_form_of_another_session_is_refused() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let (session, other) = (house.session("ada"), house.session("ada"));
    for csrf in ["", "x", &lockgate::secret::csrf(&other), &session] {
        let answer = house.form("add_project", Some(&session), &[("csrf", csrf), ("name", "other")]).await;
        assert_eq!(answer.json()["kind"], "forbidden", "{}", answer.body);
    }
    assert_eq!(house.office.keeper.look().unwrap().house.projects.len(), 1);
}

#[tokio::test]
async fn writes_are_never_done_by_get() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let session = house.session("ada");
    let csrf = lockgate::secret::csrf(&session);
    let query = encoded(&[("csrf", &csrf), ("name", "other")]);
    let answer = house.get(&format!("/serverfn/add_project?{query}"), Some(&session)).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(house.office.keeper.look().unwrap().house.projects.len(), 1);
}

#[tokio::test]
async fn another_name_for_this_address_is_not_ours() {
    let house = House::new();
    for host in ["evil.example:8080", "evil.example", "127.0.0.1"] {
        let request = Request::get("/sign-in").header(header::HOST, host).body(Body::empty()).unwrap();
        let answer = house.send(request).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(answer.body.contains("--public-url"), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let session = house.session("ada");
    let long = "x".repeat(300_000);
    let answer = house.form("add_project", Some(&session), &[("csrf", "x"), ("name", &long)]).await;
    assert!(!answer.status.is_success(), "{}", answer.status);
}
