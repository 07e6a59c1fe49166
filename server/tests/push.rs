//! CI brings revisions, and people decide about them.

mod common;

use common::*;
use lockgate_core::review::Role;
use serde_json::{Value, json};

async fn house() -> (House, String) {
    let house = House::new();
    house.target("prod");
    house.person("ada", Role::Admin).await;
    house.person("rita", Role::Reviewer).await;
    house.person("rob", Role::Reviewer).await;
    let token = house.token("ada", "shop");
    (house, token)
}

async fn page(house: &House, who: &str) -> Value {
    let answer = house.read("review", Some(&house.session(who))).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn approve(house: &House, who: &str, page: &Value) -> Answer {
    let session = house.session(who);
    let csrf = lockgate::secret::csrf(&session);
    let fields = [
        ("csrf", csrf.as_str()),
        ("review", "1"),
        ("revision", &page["revision"].to_string()),
        ("target", "prod"),
        ("content_hash", page["content_hash"].as_str().unwrap()),
        ("rules_hash", page["rules_hash"].as_str().unwrap()),
        ("hash_from", "server"),
    ];
    house.form("approve", Some(&session), &fields).await
}

#[tokio::test]
async fn the_same_bytes_twice_change_nothing() {
    let (house, token) = house().await;
    let first = house.push(&token, &revision("main", Some("rob@example.org"), &[])).await.json();
    assert_eq!(
        (&first["review"], &first["revision"], &first["changed"]),
        (&json!(1), &json!(1), &json!(true)),
        "{first}"
    );
    let before = house.office.keeper.store.read(|tx| tx.head()).unwrap();
    let again = house.push(&token, &revision("main", Some("rob@example.org"), &[])).await.json();
    assert_eq!(
        (&again["review"], &again["revision"], &again["changed"]),
        (&json!(1), &json!(1), &json!(false))
    );
    assert_eq!(again["url"], first["url"]);
    assert_eq!(house.office.keeper.store.read(|tx| tx.head()).unwrap(), before);
    let more = house.push(&token, &revision("main", None, &[("002_drop.sql", DROP)])).await.json();
    assert_eq!((&more["review"], &more["revision"]), (&json!(1), &json!(2)));
    let other = house.push(&token, &revision("other", None, &[("002_drop.sql", DROP)])).await.json();
    assert_eq!((&other["review"], &other["revision"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn a_report_that_does_not_reproduce_is_refused() {
    let (house, token) = house().await;
    let mut lie = revision("main", None, &[("002_drop.sql", DROP)]);
    assert!(!lie["report"]["findings"].as_array().unwrap().is_empty(), "the drop is found");
    lie["report"]["findings"] = json!([]);
    let answer = house.push(&token, &lie).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("does not reproduce"), "{}", answer.body);
    let mut other_files = revision("main", None, &[]);
    other_files["report"]["content_hash"] = json!("a".repeat(64));
    assert_eq!(house.push(&token, &other_files).await.status, 409);
    assert!(house.office.keeper.look().unwrap().house.reviews.is_empty());
}

#[tokio::test]
async fn another_engine_may_differ_and_the_servers_verdict_counts() {
    let (house, token) = house().await;
    let mut older = revision("main", None, &[("002_drop.sql", DROP)]);
    older["report"]["engine"]["version"] = json!("0.0.1");
    older["report"]["findings"] = json!([]);
    let answer = house.push(&token, &older).await.json();
    assert!(answer["notes"][0].as_str().unwrap().contains("server’s verdict counts"), "{answer}");
    assert!(!answer["report"]["findings"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_author_is_shown_as_unknown() {
    let (house, token) = house().await;
    house.push(&token, &revision("main", None, &[])).await;
    assert!(page(&house, "rita").await["row"]["author"].is_null());
    house.push(&token, &revision("main", Some("New@example.org"), &[("002_drop.sql", DROP)])).await;
    assert_eq!(page(&house, "rita").await["row"]["author"], "new@example.org");
    let mut borrowed = revision("main", None, &[]);
    borrowed["author"] = json!({ "email": "eve@example.org", "name": "rita" });
    house.push(&token, &borrowed).await;
    assert_eq!(
        page(&house, "rita").await["row"]["author"],
        "rita <eve@example.org>",
        "a name can be borrowed"
    );
}

#[tokio::test]
async fn a_bad_push_says_what_is_wrong() {
    let (house, token) = house().await;
    let twice = {
        let mut it = revision("main", None, &[]);
        let file = it["files"][0].clone();
        it["files"].as_array_mut().unwrap().push(file);
        it
    };
    let mut outside = revision("main", None, &[]);
    outside["files"][0]["path"] = json!("../etc/passwd");
    let mut author = revision("main", None, &[]);
    author["author"] = json!({ "email": "nobody" });
    let mut settings = revision("main", None, &[]);
    settings["report"] = Value::Null;
    settings["files"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "lockgate.toml", "bytes": "presett = 1" }));
    for (body, word) in [
        (json!({}), "key"),
        (twice, "twice"),
        (outside, "inside the project’s folder"),
        (author, "not an e-mail address"),
        (settings, "lockgate.toml:1:1"),
        (revision(" ", None, &[]), "review key"),
    ] {
        let answer = house.push(&token, &body).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert!(answer.body.contains(word), "{word}: {}", answer.body);
    }
}

#[tokio::test]
async fn an_approval_is_for_what_was_seen_and_nobody_approves_their_own() {
    let (house, token) = house().await;
    house.push(&token, &revision("main", Some("rob@example.org"), &[])).await;
    let seen = page(&house, "rita").await;
    assert!(seen["targets"][0]["approve_refusal"].is_null(), "{}", seen["targets"][0]);
    assert!(page(&house, "rob").await["targets"][0]["approve_refusal"].is_string());
    assert_eq!(approve(&house, "rob", &seen).await.json()["kind"], "forbidden", "he wrote it");
    assert_eq!(approve(&house, "ada", &seen).await.json()["kind"], "forbidden", "her token pushed it");
    let mut other = seen.clone();
    other["content_hash"] = json!("a".repeat(64));
    assert_eq!(approve(&house, "rita", &other).await.json()["kind"], "stale");
    assert_eq!(approve(&house, "rita", &seen).await.status, 200);
    let approved = page(&house, "rita").await;
    assert_eq!(approved["row"]["state"], "approved");
    assert_eq!(approved["targets"][0]["approvals"][0]["by"], "rita");
    house.push(&token, &revision("main", Some("rob@example.org"), &[("002_drop.sql", DROP)])).await;
    let after = page(&house, "rita").await;
    assert_eq!(after["row"]["state"], "open");
    assert!(after["targets"][0]["approvals"][0]["stale"].as_str().unwrap().contains("Revision 2"));
    assert_eq!(approve(&house, "rita", &seen).await.json()["kind"], "stale", "the page of revision 1");
    let old = house.get("/r/1?revision=1", Some(&house.session("rita"))).await.body;
    assert!(!old.contains("data-approve") && old.contains("Revision 2 has been pushed since"), "{old}");
    let activity: Vec<&str> =
        after["activity"].as_array().unwrap().iter().map(|it| it["what"].as_str().unwrap()).collect();
    assert!(activity.contains(&"approved revision 1 for prod"), "{activity:?}");
}

#[tokio::test]
async fn an_objection_stands_until_it_is_lifted() {
    let (house, token) = house().await;
    house.push(&token, &revision("main", None, &[])).await;
    let session = house.session("rita");
    let csrf = lockgate::secret::csrf(&session);
    let object =
        [("csrf", csrf.as_str()), ("review", "1"), ("revision", "1"), ("reason", "why a bigint? <b>")];
    assert_eq!(house.form("object", Some(&session), &object).await.status, 200);
    let objected = page(&house, "rob").await;
    assert_eq!(objected["row"]["state"], "objected");
    assert_eq!(objected["objections"][0]["reason"], "why a bigint? <b>");
    let html = house.get("/r/1", Some(&house.session("rob"))).await.body;
    assert!(html.contains("why a bigint? &lt;b&gt;") && !html.contains("bigint? <b>"), "text stays text");
    assert_eq!(
        house.form("lift_objection", Some(&session), &[("csrf", &csrf), ("review", "1")]).await.status,
        200
    );
    assert_eq!(page(&house, "rob").await["row"]["state"], "open");
}

#[tokio::test]
async fn a_rule_that_is_switched_off_is_seen_from_the_first_push() {
    let (house, token) = house().await;
    house.push(&token, &revision("main", None, &[("002_drop.sql", DROP)])).await;
    assert!(page(&house, "rita").await["settings_change"].is_null());
    let off = ("lockgate.toml", "[rules]\ntable-dropped = \"off\"\n");
    house.push(&token, &revision("main", None, &[("002_drop.sql", DROP), off])).await;
    let seen = page(&house, "rita").await;
    assert_eq!(seen["analysis"]["report"]["findings"], json!([]), "nothing speaks of the drop any more");
    assert_eq!(seen["settings_change"], json!({ "before": "", "after": off.1 }));
    let html = house.get("/r/1", Some(&house.session("rita"))).await.body;
    assert!(html.contains("brings or changes settings") && html.contains("table-dropped"), "{html}");
}

#[tokio::test]
async fn a_thousand_statements_stand_on_the_page_before_any_script() {
    let (house, token) = house().await;
    let sql: String = (0..1_000).map(|n| format!("CREATE TABLE t{n} (id bigint PRIMARY KEY);\n")).collect();
    assert_eq!(house.push(&token, &revision("main", None, &[("002_many.sql", &sql)])).await.status, 200);
    let html = house.get("/r/1", Some(&house.session("rita"))).await.body;
    for n in [0, 500, 999] {
        assert!(html.contains(&format!("CREATE TABLE t{n} (id bigint PRIMARY KEY);")), "t{n} is missing");
    }
    assert_eq!(html.matches("class=\"safe starts\"").count(), 1_001, "each can be gone to by key and link");
}

#[tokio::test]
async fn a_closed_review_takes_nothing_more() {
    let (house, token) = house().await;
    house.push(&token, &revision("main", None, &[])).await;
    let seen = page(&house, "rita").await;
    assert_eq!(seen["closable"], true);
    let session = house.session("rita");
    let csrf = lockgate::secret::csrf(&session);
    let close = [("csrf", csrf.as_str()), ("review", "1")];
    assert_eq!(house.form("close_review", Some(&session), &close).await.status, 200);
    let closed = page(&house, "rita").await;
    assert_eq!((&closed["row"]["state"], &closed["closable"]), (&json!("closed"), &json!(false)));
    assert_eq!(closed["activity"][0]["what"], "closed the review");
    assert_eq!(approve(&house, "rita", &seen).await.json()["kind"], "stale");
    let inbox = house.read("inbox", Some(&session)).await.json();
    assert_eq!((&inbox["waiting_for_me"], &inbox["projects"][0]["open_reviews"]), (&json!([]), &json!(0)));
    let again = house.push(&token, &revision("main", None, &[])).await.json();
    assert_eq!(
        (&again["review"], &again["revision"], &again["changed"]),
        (&json!(2), &json!(1), &json!(true))
    );
}

#[tokio::test]
async fn no_page_hides_a_character() {
    let (house, token) = house().await;
    let sql = "CREATE TABLE \"a\u{202e}b\" (\"c\u{200b}\" int);\n-- \u{202e}";
    let mut odd = revision("main", None, &[("002_\u{202e}x.sql", sql)]);
    odd["title"] = json!("Ti\u{202e}tle");
    assert_eq!(house.push(&token, &odd).await.status, 200);
    for path in ["/", "/p/shop", "/r/1", "/r/1?tab=activity"] {
        let html = house.get(path, Some(&house.session("rita"))).await.body;
        assert!(!html.contains(['\u{202e}', '\u{200b}']), "{path}: {html}");
        assert!(html.contains("⟦U+202E⟧") || path.ends_with("activity"), "{path} leaves it out");
    }
}

#[tokio::test]
async fn the_pages_know_what_was_pushed() {
    let (house, token) = house().await;
    house.push(&token, &revision("main", Some("rob@example.org"), &[("002_drop.sql", DROP)])).await;
    let rita = house.session("rita");
    let inbox = house.read("inbox", Some(&rita)).await.json();
    assert_eq!(inbox["waiting_for_me"][0]["waiting_for"], "your approval", "{inbox}");
    assert_eq!(inbox["projects"][0]["open_reviews"], 1);
    let project = house.read("project", Some(&rita)).await.json();
    assert_eq!(project["migrations"][1]["name"], "002_drop");
    assert_eq!(project["migrations"][1]["cells"][0]["state"], "pending");
    let files = house.get("/serverfn/read_revision_files?number=1&revision=1", Some(&rita)).await.json();
    assert_eq!(files["files"][0]["bytes"], ORDERS);
    let review = page(&house, "rita").await;
    assert_eq!(review["files"][1]["text"], DROP);
    assert!(review["pushed_by"].as_str().unwrap().contains("CI"), "{}", review["pushed_by"]);
    for path in ["/", "/p/shop", "/r/1?tab=activity"] {
        let html = house.get(path, Some(&rita)).await;
        assert!(html.status == 200 && html.body.contains("Orders"), "{path}: {}", html.status);
        assert!(html.body.contains("UTC\">just now</time>"), "{path} says when: {}", html.body);
    }
}
