//! `lockgate schema` and `lockgate diff` as a person or a CI job runs them: the real program, a real PostgreSQL.

use lockgate::scratch::{Binaries, Durability, Scratch};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// The exit code with what was printed; no run may print the password of the scratch server.
fn run(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_lockgate")).args(arguments).output().unwrap();
    let text = String::from_utf8([stdout, stderr].concat()).unwrap();
    let url = scratch.url("x");
    let password = url.split([':', '@']).nth(2).unwrap();
    assert!(!text.contains(password), "the password is in: {text}");
    (status.code(), text)
}

fn tell(scratch: &Scratch, database: &str, sql: &str) {
    postgres::Client::connect(&scratch.url(database), postgres::NoTls).unwrap().batch_execute(sql).unwrap();
}

#[test]
fn a_database_and_its_snapshot_are_one_schema() {
    let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
    let (url, other) = (scratch.url("postgres"), scratch.url("other"));
    tell(&scratch, "postgres", "CREATE DATABASE other");
    tell(
        &scratch,
        "postgres",
        "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE VIEW v AS SELECT id FROM orders",
    );
    let expected = "column public.orders.id bigint not null\ncomment extension plpgsql\ncomment schema public\n\
                    extension plpgsql\nprimary key public.orders orders_pkey (id)\n\
                    schema public\ntable public.orders\nview public.v\n";
    assert_eq!(run(&scratch, &["schema", &url]), (Some(0), expected.to_owned()));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.json");
    let (_, snapshot) = run(&scratch, &["schema", &url, "--format", "json"]);
    fs::write(&file, snapshot).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(run(&scratch, &["schema", file]), (Some(0), expected.to_owned()));
    let (code, said) = run(&scratch, &["diff", file, &url]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("Equal, by the exact fingerprint "), "{said}");

    // What the migrations begin with is known, so what is missing is missing.
    let migrations = folder.path().join("migrations");
    fs::create_dir(&migrations).unwrap();
    let sql = "ALTER TABLE orders ADD COLUMN id int; ALTER TABLE parcels ADD COLUMN id int;";
    fs::write(migrations.join("001_more.sql"), sql).unwrap();
    let migrations = migrations.to_str().unwrap();
    let (_, said) = run(&scratch, &["lint", migrations]);
    assert!(!said.contains("statement-fails"), "{said}");
    for start in [file, &url] {
        let (code, said) = run(&scratch, &["lint", migrations, "--schema", start]);
        let both = said.contains("(42701)") && said.contains("(42P01): relation \"parcels\" does not exist");
        assert!(code == Some(1) && both, "{said}");
    }

    tell(
        &scratch,
        "other",
        "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE VIEW v AS SELECT id + 0 AS id FROM orders",
    );
    let (code, said) = run(&scratch, &["diff", &url, &other]);
    assert_eq!(code, Some(1), "{said}");
    let only_the_query = "~ view public.v\n-    SELECT orders.id\n+    SELECT (orders.id + 0) AS id\n\
                          1 object differs, by the exact fingerprint.\n";
    assert_eq!(said, only_the_query);
    tell(&scratch, "other", "ALTER TABLE orders ADD COLUMN note text; DROP VIEW v");
    let (code, said) = run(&scratch, &["diff", &url, &other, "--format", "json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &said["equal"], &said["basis"]), (Some(1), &false.into(), &"exact".into()));
    let changes: Vec<&str> =
        said["differences"].as_array().unwrap().iter().map(|it| it["object"].as_str().unwrap()).collect();
    assert_eq!(changes, ["column public.orders.note", "view public.v"]);
}

/// Runs git in a folder, as somebody.
fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
    let run = Command::new("git").arg("-C").arg(folder).args(who).args(arguments).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn migrations_are_compared_with_a_database_and_with_their_past() {
    let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let first = "CREATE TABLE orders (id serial PRIMARY KEY, sku varchar(20) UNIQUE);";
    let second = "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';";
    fs::create_dir(folder.path().join("db")).unwrap();
    fs::write(folder.path().join("db/001_orders.sql"), first).unwrap();
    git(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "orders"]);
    fs::write(folder.path().join("db/002_note.sql"), second).unwrap();
    let (now, url) = (folder.path().join("db"), scratch.url("postgres"));
    let now = now.to_str().unwrap();
    tell(&scratch, "postgres", first);
    let (code, said) = run(&scratch, &["diff", now, &url]);
    assert_eq!(code, Some(1), "{said}");
    let note =
        "- column public.orders.note text not null default\n1 object differs, by the facts fingerprint.\n";
    assert_eq!(said, note);
    tell(&scratch, "postgres", second);
    let (code, said) = run(&scratch, &["diff", now, &url]);
    assert!(code == Some(0) && said.starts_with("Equal, by the facts fingerprint "), "{said}");
    let (code, said) = run(&scratch, &["diff", &format!("{now}@HEAD"), now]);
    assert_eq!((code, said), (Some(1), note.replace("- column", "+ column")));
    git(folder.path(), &["commit", "--quiet", "--allow-empty", "--message", "nothing"]);
    let (code, said) = run(&scratch, &["diff", &format!("{now}@HEAD@{{1}}"), now]);
    assert_eq!((code, said), (Some(1), note.replace("- column", "+ column")));
    let (code, said) = run(&scratch, &["schema", &format!("{now}@nowhere")]);
    assert!(code == Some(2) && said.contains("git says"), "{said}");
}

#[test]
fn what_cannot_be_read_says_why() {
    let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |text: &str| {
        let path = folder.path().join("it.json");
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let nobody = scratch.url("nothing_of_this_name");
    for (source, what) in [
        (nobody, "Make the database first"),
        ("mysql://ada:secret@localhost/shop".to_owned(), "`mysql://` is none"),
        ("/nowhere/it.json".to_owned(), "cannot read"),
        (file("CREATE TABLE t ();"), "is no snapshot"),
    ] {
        let (code, said) = run(&scratch, &["schema", &source]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(what), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
    let (code, said) = run(&scratch, &["schema", &file("{\"version\": 2}")]);
    assert!(code == Some(2) && said.contains("version 2"), "{said}");
}
