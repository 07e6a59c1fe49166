//! The server is killed in the middle of an apply, ten times: the target's ledger, its tables and our events agree,
//! nothing is half done, and the rest can be approved and applied.

mod common;

use common::{running::*, *};
use lockgate::{
    keeper::stream,
    scratch::{Binaries, Durability, Scratch},
};
use lockgate_core::review::{Event, Role};
use postgres::{Client, NoTls};
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant},
};

const KILLS: u64 = 10;
const TABLES: usize = 60;

/// Not a test: the server that the other one kills. It is this very program, started again.
#[test]
#[ignore = "started by the other test"]
fn child_server() {
    serve_as_child();
}

/// Each migration makes a table and fills it; some bring their own transactions, some build an index concurrently.
fn migrations() -> Vec<(String, String)> {
    let text = |n: usize| match n % 5 {
        0 => format!(
            "BEGIN;\nCREATE TABLE t{n} (id int);\nCOMMIT;\nBEGIN;\nINSERT INTO t{n} VALUES (1);\nCOMMIT;\n"
        ),
        1 => format!("CREATE INDEX CONCURRENTLY t{0}_idx ON t{0} (id);\n", n - 1),
        _ => format!("CREATE TABLE t{n} (id int);\nINSERT INTO t{n} VALUES (1);\n"),
    };
    (0..TABLES).map(|n| (format!("{:03}_t{n}.sql", n + 2), text(n))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn applies_that_were_killed_are_settled() {
    let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Lasting).unwrap();
    let house = House::new();
    house.person("ada", Role::Admin).await;
    house.person("rita", Role::Reviewer).await;
    house.target("prod");
    let sealed = house.office.sealer.seal("prod", &scratch.url("postgres")).unwrap();
    house.office.keeper.store.write(|tx| tx.keep_target_url("prod", sealed.clone())).unwrap();
    house.tell(
        &stream::target("prod"),
        Event::TargetSeen { target: "prod".into(), ledger: vec![], occupied: false },
    );
    let files = migrations();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    house.push(&house.token("ada", "shop"), &revision("main", None, &files)).await;
    let sessions = (house.session("rita"), house.session("ada"));
    let (data, url) = (house.data().to_owned(), scratch.url("postgres"));
    let kills = thread::spawn(move || {
        let (mut kills, mut db) = (0, Client::connect(&url, NoTls).unwrap());
        loop {
            let mut server = start(&data);
            let page = settled(&house, &sessions.0);
            agree(&page, &mut db);
            if page["targets"][0]["apply"]["state"] == json!("applied") {
                server.kill();
                return (kills, ledger(&mut db).len());
            }
            approve(&server, &sessions.0, &page);
            apply(&server, &sessions.1, &settled(&house, &sessions.1));
            if kills < KILLS {
                thread::sleep(Duration::from_millis(40 + 11 * kills));
                server.kill();
                kills += 1;
            } else {
                settled(&house, &sessions.0);
                server.kill();
            }
        }
    });
    let (kills, rows) = kills.join().unwrap();
    println!("{kills} kills, {rows} ledger rows");
    assert_eq!(kills, KILLS, "the apply ended before it could be killed often enough");
    assert_eq!(rows, 1 + TABLES + TABLES / 5, "every commit point once");
}

/// The review's page, once no apply is running any more. The records are read beside the server.
fn settled(house: &House, session: &str) -> Value {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let since = Instant::now();
    loop {
        let page = runtime.block_on(house.read("review", Some(session))).json();
        if page["targets"][0]["apply"]["state"] != json!("running") {
            return page;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "the apply was never settled: {page}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// What the page's buttons are about.
fn terms(page: &Value) -> Vec<(&str, &str)> {
    let mut fields = vec![("review", "1"), ("revision", "1"), ("target", "prod")];
    for name in ["content_hash", "rules_hash"] {
        fields.push((name, page[name].as_str().unwrap()));
    }
    fields.extend(page["targets"][0]["history_tip"].as_str().map(|tip| ("history_tip", tip)));
    fields
}

fn approve(server: &Running, session: &str, page: &Value) {
    // Where nothing was committed before the kill, the approval of the round before still counts.
    if page["targets"][0]["approve_refusal"].is_null() {
        act(server, session, "approve", &[terms(page), vec![("hash_from", "server")]].concat());
    }
}

fn apply(server: &Running, session: &str, page: &Value) {
    act(server, session, "apply", &[terms(page), vec![("confirm", "prod")]].concat());
}

fn act(server: &Running, session: &str, name: &str, fields: &[(&str, &str)]) {
    let csrf = lockgate::secret::csrf(session);
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend(fields);
    let cookie = format!("lockgate={session}");
    let headers = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("accept", "application/json"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let (status, answer) =
        post(&format!("{}/serverfn/{name}", server.url), &headers, &encoded(&all)).unwrap();
    assert_eq!(status, 200, "{name}: {answer}");
}

fn ledger(db: &mut Client) -> Vec<(String, i64, String)> {
    let there: bool = db.query_one("SELECT to_regclass('lockgate.ledger') IS NOT NULL", &[]).unwrap().get(0);
    if !there {
        return Vec::new();
    }
    assert_eq!(
        db.query_one("SELECT count(*) FROM lockgate.ledger WHERE NOT done", &[]).unwrap().get::<_, i64>(0),
        0,
        "nothing stays begun"
    );
    let rows = db.query("SELECT file, part, tip FROM lockgate.ledger ORDER BY seq", &[]).unwrap();
    rows.iter().map(|it| (it.get(0), it.get(1), it.get(2))).collect()
}

/// The ledger's tip is the one that the events know, and each table is as full as the ledger says.
fn agree(page: &Value, db: &mut Client) {
    let rows = ledger(db);
    let tip = rows.last().map(|it| it.2.clone());
    assert_eq!(page["targets"][0]["history_tip"], json!(tip), "the events know the ledger");
    for n in 0..TABLES {
        let file = format!("{:03}_t{n}.sql", n + 2);
        let parts = rows.iter().filter(|it| it.0 == file).map(|it| it.1).max().unwrap_or(0);
        let (relation, done) = match n % 5 {
            1 => (format!("t{}_idx", n - 1), parts == 1),
            _ => (format!("t{n}"), parts >= 1),
        };
        let there = db.query_one("SELECT to_regclass($1::text) IS NOT NULL", &[&relation]);
        assert_eq!(there.unwrap().get::<_, bool>(0), done, "{relation}");
        if done && n % 5 != 1 {
            let full: i64 = db.query_one(&format!("SELECT count(*) FROM t{n}"), &[]).unwrap().get(0);
            let expected = i64::from(n % 5 != 0 || parts == 2);
            assert_eq!(full, expected, "t{n} holds what its ledger rows say");
        }
    }
}
