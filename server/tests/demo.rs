//! The demo, from its private PostgreSQL to the last commit point.

mod common;

use axum::{body::Body, extract::ConnectInfo, http::header};
use common::*;
use lockgate::{
    demo,
    keeper::Keeper,
    office::{Office, Site},
    router::router,
    scratch::{Binaries, Durability, Scratch},
    seal::Sealer,
    store::Store,
    target::Reach,
};
use serde_json::Value;
use std::{net::SocketAddr, time::Duration};
use tower::ServiceExt;

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_reviewed_approved_and_applied() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = Keeper::open(Store::sqlite(&folder.path().join("lockgate.db")).unwrap()).unwrap();
    let sealer = Sealer::from_file(&folder.path().join("key")).unwrap();
    let site = Site::new(None, HOST.parse().unwrap()).unwrap();
    let reach = Reach { loopback: true };
    let office = Office::new(keeper, sealer, program(), site, reach, Some(demo::people()));
    let start = || Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
    let scratch = tokio::task::spawn_blocking(start).await.unwrap();
    let token = demo::prepare(&office, &scratch).await.unwrap();
    assert!(lockgate::secret::ci::is_whole(&token));
    let house = House::of(office, folder);

    let far: SocketAddr = "10.0.0.9:1".parse().unwrap();
    let fields = [("role", "admin")];
    let mut request = form("sign_in_demo", &fields)
        .header("sec-fetch-site", "same-origin")
        .header(header::HOST, HOST)
        .body(Body::from(encoded(&fields)))
        .unwrap();
    request.extensions_mut().insert(ConnectInfo(far));
    let response = router(house.office.clone(), manifest()).oneshot(request).await.unwrap();
    assert!(!response.headers().contains_key(header::SET_COOKIE), "one click is for this machine only");

    let (rita, ada) = (sign_in(&house, "reviewer").await, sign_in(&house, "admin").await);
    let page = review(&house, &rita).await;
    assert_eq!(page["row"]["state"], "open");
    assert!(page["row"]["author"] == "Casey Coder", "{}", page["row"]);
    assert!(!page["analysis"]["report"]["findings"].as_array().unwrap().is_empty());
    let panel = &page["targets"][0];
    assert!(panel["approve_refusal"].is_null(), "{panel}");
    let casey = sign_in(&house, "ci").await;
    assert!(review(&house, &casey).await["targets"][0]["approve_refusal"].is_string());

    let csrf = lockgate::secret::csrf(&rita);
    let approve = [
        ("csrf", csrf.as_str()),
        ("review", "2"),
        ("revision", "1"),
        ("target", "staging"),
        ("content_hash", page["content_hash"].as_str().unwrap()),
        ("rules_hash", page["rules_hash"].as_str().unwrap()),
        ("history_tip", panel["history_tip"].as_str().unwrap()),
        ("hash_from", "server"),
    ];
    let answer = house.form("approve", Some(&rita), &approve).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let csrf = lockgate::secret::csrf(&ada);
    let mut apply = approve;
    (apply[0].1, apply[7]) = (&csrf, ("confirm", "prod"));
    assert_eq!(house.form("apply", Some(&ada), &apply).await.json()["kind"], "invalid", "the name is typed");
    apply[7].1 = "staging";
    let other = "a".repeat(64);
    for term in ["content_hash", "rules_hash", "history_tip"] {
        let stale = apply.map(|(name, value)| (name, if name == term { other.as_str() } else { value }));
        let answer = house.form("apply", Some(&ada), &stale).await;
        assert_eq!(answer.json()["kind"], "stale", "the button named another {term}: {}", answer.body);
    }
    let answer = house.form("apply", Some(&ada), &apply).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let view = ended(&house, &ada).await;
    assert_eq!(view["state"], "applied", "{view}");
    assert_eq!((&view["done"], &view["of"]), (&8.into(), &8.into()), "{view}");
    assert_eq!(review(&house, &rita).await["row"]["state"], "applied");
    assert_eq!(columns(scratch.url("people_ops")).await, ["badge: false", "source: true", "index: true"]);

    let again = house.form("apply", Some(&ada), &apply).await;
    assert_eq!(again.json()["kind"], "stale", "{}", again.body);
    let base = house.api(axum::http::Method::GET, "/api/v1/projects/people-ops/base", &token).await.json();
    assert_eq!(base["files"].as_array().unwrap().len(), 7);
}

async fn sign_in(house: &House, role: &str) -> String {
    let answer = house.form("sign_in_demo", None, &[("role", role)]).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().split_once('=').unwrap().1.to_owned()
}

async fn review(house: &House, session: &str) -> Value {
    house.read("review", Some(session)).await.json()
}

async fn ended(house: &House, session: &str) -> Value {
    loop {
        let view = house.read("apply staging", Some(session)).await.json();
        if view["state"] != "running" {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What the target itself says.
async fn columns(url: String) -> Vec<String> {
    let ask = move || {
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        let mut there =
            |sql: &str| -> bool { client.query_one(&format!("SELECT EXISTS ({sql})"), &[]).unwrap().get(0) };
        let column = "SELECT FROM information_schema.columns WHERE column_name";
        vec![
            format!("badge: {}", there(&format!("{column} = 'badge_code'"))),
            format!("source: {}", there(&format!("{column} = 'registration_source'"))),
            format!(
                "index: {}",
                there(
                    "SELECT FROM pg_index WHERE indexrelid = 'employees_hired_on_idx'::regclass AND indisvalid"
                )
            ),
        ]
    };
    tokio::task::spawn_blocking(ask).await.unwrap()
}
