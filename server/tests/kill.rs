//! The server is killed in the middle of its work, again and again: what it acknowledged is there, and the chain holds.

mod common;

use common::{running::*, *};
use lockgate_core::review::{Event, Role};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

const ROUNDS: u64 = 10;
/// Not a test: the server that the others kill. It is this very program, started again.
#[test]
#[ignore = "started by the other tests"]
fn child_server() {
    serve_as_child();
}

#[tokio::test(flavor = "multi_thread")]
async fn pushes_that_were_acknowledged_survive() {
    let house = House::new();
    house.person("ada", Role::Admin).await;
    let token = house.token("ada", "shop");
    let data = house.data().to_owned();
    let (acknowledged, mut hashes) = (Arc::new(AtomicUsize::new(0)), Vec::new());
    for round in 0..ROUNDS {
        let server = start(&data);
        let (url, bearer) =
            (format!("{}/api/v1/projects/shop/revisions", server.url), format!("Bearer {token}"));
        let count = acknowledged.clone();
        let pusher = thread::spawn(move || {
            let mut hashes = Vec::new();
            for n in 0.. {
                let text = format!("CREATE TABLE t_{round}_{n} (id bigint);\n");
                let mut body = revision("main", Some("rob@example.org"), &[("002_more.sql", &text)]);
                body["report"] = Value::Null;
                let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
                let Some((status, answer)) = post(&url, &headers, &body.to_string()) else { break };
                assert_eq!(status, 200, "{answer}");
                hashes.push(answer["content_hash"].clone());
                count.fetch_add(1, Ordering::SeqCst);
            }
            hashes
        });
        server.kill_after(&acknowledged, Duration::from_millis(17 * round));
        hashes.extend(pusher.join().unwrap());
    }
    let pushed: Vec<Value> = events(&data)
        .into_iter()
        .filter_map(|it| match it {
            Event::RevisionPushed(pushed) => Some(json!(pushed.content_hash)),
            _ => None,
        })
        .collect();
    assert!(hashes.len() >= ROUNDS as usize);
    for hash in &hashes {
        assert!(pushed.contains(hash), "{hash} was acknowledged and is lost");
    }
    println!("{} acknowledged pushes, {} recorded", hashes.len(), pushed.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn approvals_that_were_acknowledged_survive() {
    let house = House::new();
    house.target("prod");
    house.person("ada", Role::Admin).await;
    house.person("rita", Role::Reviewer).await;
    house.push(&house.token("ada", "shop"), &revision("main", None, &[])).await;
    let page = house.read("review", Some(&house.session("rita"))).await.json();
    let session = house.session("rita");
    let data = house.data().to_owned();
    let acknowledged = Arc::new(AtomicUsize::new(0));
    for round in 0..ROUNDS {
        let server = start(&data);
        let (url, session, page, count) =
            (server.url.clone(), session.clone(), page.clone(), acknowledged.clone());
        let approver = thread::spawn(move || decide_until_gone(&url, &session, &page, &count));
        server.kill_after(&acknowledged, Duration::from_millis(7 * round));
        approver.join().unwrap();
    }
    let decisions = events(&data)
        .into_iter()
        .filter(|it| matches!(it, Event::ApprovalGiven { .. } | Event::ApprovalWithdrawn { .. }))
        .count();
    let acknowledged = acknowledged.load(Ordering::SeqCst);
    println!("{acknowledged} acknowledged decisions, {decisions} recorded");
    assert!(acknowledged >= ROUNDS as usize);
    // Each kill may have cut off one answer after its event was on the disk.
    assert!(
        (acknowledged..=acknowledged + ROUNDS as usize).contains(&decisions),
        "{decisions} of {acknowledged}"
    );
}

/// Approves and takes it back, in turns, until nobody answers.
fn decide_until_gone(url: &str, session: &str, page: &Value, count: &AtomicUsize) {
    let (csrf, cookie) = (lockgate::secret::csrf(session), format!("lockgate={session}"));
    let approve = encoded(&[
        ("csrf", &csrf),
        ("review", "1"),
        ("revision", "1"),
        ("target", "prod"),
        ("content_hash", page["content_hash"].as_str().unwrap()),
        ("rules_hash", page["rules_hash"].as_str().unwrap()),
        ("hash_from", "server"),
    ]);
    let withdraw = encoded(&[("csrf", &csrf), ("review", "1"), ("target", "prod")]);
    let headers = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("accept", "application/json"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    loop {
        for (name, body) in [("approve", &approve), ("withdraw", &withdraw)] {
            let Some((status, _)) = post(&format!("{url}/serverfn/{name}"), &headers, body) else { return };
            // The first one of a round may find the state as the answer that was cut off left it.
            if status == 200 {
                count.fetch_add(1, Ordering::SeqCst);
            }
        }
    }
}
