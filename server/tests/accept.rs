//! A database that another tool has migrated so far: it is refused until an admin says what it has already.

mod common;

use common::*;
use lockgate::{
    scratch::{Binaries, Durability, Scratch},
    target::{self, Reach},
};
use lockgate_core::{
    digest::Digest,
    review::{Role, ledger},
};
use serde_json::{Value, json};

const MORE: (&str, &str) = ("002_more.sql", "CREATE TABLE more (id bigint PRIMARY KEY);\n");
const HERE: Reach = Reach { loopback: true };

struct Stage {
    house: House,
    scratch: Scratch,
}

impl Stage {
    /// A target that has the first migration's table, and a review of both migrations.
    async fn new() -> Stage {
        let start = || Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
        let scratch = tokio::task::spawn_blocking(start).await.unwrap();
        let house = House::new();
        house.person("ada", Role::Admin).await;
        house.person("rita", Role::Reviewer).await;
        let stage = Stage { house, scratch };
        stage.ask(ORDERS).await;
        let url = stage.scratch.url("postgres");
        let target = [("project", "shop"), ("name", "prod"), ("environment", "prod"), ("url", url.as_str())];
        let added = stage.act("add_target", &target).await;
        assert_eq!(added.status, 200, "{}", added.body);
        let pushed =
            stage.house.push(&stage.house.token("ada", "shop"), &revision("main", None, &[MORE])).await;
        assert_eq!(pushed.status, 200, "{}", pushed.body);
        stage
    }

    /// The rows of a simple statement, as text.
    async fn ask(&self, sql: &str) -> Vec<String> {
        let (url, sql) = (self.scratch.url("postgres"), sql.to_owned());
        let ask = move || {
            let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
            let rows = client.simple_query(&sql).unwrap().into_iter();
            rows.filter_map(|it| match it {
                postgres::SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or_default().to_owned()),
                _ => None,
            })
            .collect()
        };
        tokio::task::spawn_blocking(ask).await.unwrap()
    }

    async fn act(&self, name: &str, fields: &[(&str, &str)]) -> Answer {
        let session = self.house.session("ada");
        let csrf = lockgate::secret::csrf(&session);
        self.house.form(name, Some(&session), &[&[("csrf", csrf.as_str())], fields].concat()).await
    }

    async fn accept(&self) -> Answer {
        let fields = [("project", "shop"), ("target", "prod"), ("migration", "001_orders")];
        self.act("accept_applied", &fields).await
    }

    async fn panel(&self) -> Value {
        let page = self.house.read("review", Some(&self.house.session("rita"))).await.json();
        page["targets"][0].clone()
    }
}

/// What an acceptance writes to the target.
fn rows() -> Vec<lockgate_core::review::event::LedgerRow> {
    vec![ledger::next(&[], "001_orders.sql", &Digest::of(ORDERS.as_bytes()), 1, 1)]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_there_is_accepted_and_the_rest_can_be_approved() {
    let stage = Stage::new().await;
    let refusal = stage.panel().await["approve_refusal"].to_string();
    assert!(refusal.contains("is empty, but its database is not"), "{refusal}");
    let answer = stage.accept().await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let ledger = stage.ask("SELECT file || ' ' || accepted || ' ' || done FROM lockgate.ledger").await;
    assert_eq!(ledger, ["001_orders.sql true true"]);
    let project = stage.house.read("project", Some(&stage.house.session("rita"))).await.json();
    assert_eq!(project["migrations"][0]["cells"][0]["state"], "accepted");
    assert_eq!(project["migrations"][0]["cells"][0]["by"], "ada");
    let panel = stage.panel().await;
    assert!(panel["approve_refusal"].is_null(), "{panel}");
    let pending: Vec<&Value> = panel["pending"].as_array().unwrap().iter().map(|it| &it["file"]).collect();
    assert_eq!(pending, [&json!("002_more.sql")], "only what is not there would run");
    let again = stage.accept().await;
    assert_eq!(again.json()["kind"], "stale", "{}", again.body);
}

/// The server was killed after it wrote to the target and before it could record that.
#[tokio::test(flavor = "multi_thread")]
async fn an_acceptance_that_was_cut_off_is_ended_by_the_next() {
    let stage = Stage::new().await;
    target::accept(HERE, &stage.scratch.url("postgres"), &rows()).await.unwrap();
    assert!(stage.panel().await["history_tip"].is_null(), "the events do not know it");
    let answer = stage.accept().await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(stage.ask("SELECT file FROM lockgate.ledger").await, ["001_orders.sql"], "once");
    assert_eq!(stage.panel().await["history_tip"], json!(rows()[0].tip));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_with_other_rows_is_left_alone_and_shown() {
    let stage = Stage::new().await;
    let other = [ledger::next(&[], "000_other.sql", &Digest::of(b"x"), 1, 1)];
    target::accept(HERE, &stage.scratch.url("postgres"), &other).await.unwrap();
    let answer = stage.accept().await;
    assert!(answer.json()["kind"] == "stale" && answer.body.contains("has rows already"), "{}", answer.body);
    assert_eq!(stage.ask("SELECT file FROM lockgate.ledger").await, ["000_other.sql"]);
    let refusal = stage.panel().await["approve_refusal"].to_string();
    assert!(refusal.contains("000_other.sql"), "the page says what is there: {refusal}");
}
