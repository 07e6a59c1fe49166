//! `lockgate locks`: what it prints of two files.

use lockgate_core::engine::{self, Locks, Request};
use lockgate_core::revision::SourceFile;

const BEFORE: &str =
    "CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint, customer bigint);\n";
const AFTER: &str = "CREATE TABLE notes (id bigint);
ALTER TABLE notes ADD COLUMN text text;

ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id);
CREATE INDEX CONCURRENTLY orders_id ON orders (id);
";

fn locks(postgres: Option<u16>) -> Locks {
    let file = |name: &str, text: &str| SourceFile::new(name.to_owned(), text.as_bytes().to_vec());
    let files = vec![file("001_shop.sql", BEFORE), file("002_notes.sql", AFTER)];
    engine::locks(&Request { files, postgres, ..Request::default() }).unwrap()
}

#[test]
fn each_statement_says_what_others_wait_for() {
    let text = locks(None).text();
    let (_, second) = text.split_once("002_notes.sql\n").unwrap();
    let lines: Vec<&str> = second.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            // A table that the same file created is nobody's yet.
            "1  CREATE TABLE notes",
            "2  ALTER TABLE notes ADD COLUMN text text",
            "4  ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES custom…",
            "SHARE ROW EXCLUSIVE on customers",
            "SHARE ROW EXCLUSIVE on orders",
            "reads every row of orders",
            "reads customers",
            "5  CREATE INDEX CONCURRENTLY orders_id ON orders (id)",
            "SHARE UPDATE EXCLUSIVE on orders",
            "builds an index on orders",
            "reads every row of orders",
            "cannot stand in a transaction",
            "waits for every older snapshot of the database",
        ]
    );
}

#[test]
fn programs_read_it_as_json() {
    let told: serde_json::Value = serde_json::from_str(&locks(Some(18)).json()).unwrap();
    assert_eq!((&told["version"], &told["postgres"]), (&1.into(), &18.into()));
    let statement = &told["migrations"][1]["statements"][3];
    assert_eq!(statement["locks"][0]["relation"], "orders");
    assert_eq!(statement["locks"][0]["mode"], "SHARE UPDATE EXCLUSIVE");
    assert_eq!(statement["outside_transaction"], true);
    assert_eq!(statement["waits"], "snapshots");
}
