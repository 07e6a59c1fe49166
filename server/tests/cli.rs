//! The commands as people call them, and what they say when something is wrong.

mod common;

use common::*;
use lockgate::cli::serve;
use lockgate_core::review::Role;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn lockgate(arguments: &[&str], token: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lockgate"));
    command.args(arguments).env("LOCKGATE_TOKEN", token);
    for name in
        ["GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "CI_COMMIT_AUTHOR", "DATABASE_URL"]
    {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A real server on a free port, with a house whose project is `shop`.
async fn running() -> (House, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let (listener, site) = serve::listen("127.0.0.1:0".parse().unwrap(), None).await.unwrap();
    let url = site.origin.clone();
    let house = House::of(office(folder.path(), site), folder);
    house.tell("project:shop", lockgate_core::review::Event::ProjectAdded { project: "shop".into() });
    house.person("ada", Role::Admin).await;
    let token = house.token("ada", "shop");
    let office = house.office.clone();
    tokio::spawn(async move { serve::serve(office, listener, manifest()).await });
    (house, url, token)
}

async fn push(folder: &Path, url: &str, token: &str, more: &[&str]) -> Output {
    let folder = folder.to_str().unwrap().to_owned();
    let arguments =
        ["push", "--server", url, "--project", "shop", "--author", "Rob <rob@example.org>", &folder];
    let arguments: Vec<String> = arguments.iter().chain(more).map(|it| (*it).to_owned()).collect();
    let token = token.to_owned();
    let run = move || lockgate(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), &token);
    tokio::task::spawn_blocking(run).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_prints_the_address_and_the_verdict() {
    let (house, url, token) = running().await;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("001_orders.sql"), ORDERS).unwrap();
    let first = push(folder.path(), &url, &token, &["--review-key", "main"]).await;
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(
        said(&first).contains(&format!("{url}/r/1")) && said(&first).contains("is pushed"),
        "{}",
        said(&first)
    );
    let again = push(folder.path(), &url, &token, &["--review-key", "main"]).await;
    assert!(said(&again).contains(&format!("{url}/r/1")), "{}", said(&again));
    assert!(said(&again).contains("nothing changed"), "{}", said(&again));
    fs::write(folder.path().join("002_drop.sql"), DROP).unwrap();
    let worse = push(folder.path(), &url, &token, &["--review-key", "main", "--fail-on", "error"]).await;
    assert_eq!(worse.status.code(), Some(1), "{}", said(&worse));
    assert!(said(&worse).contains("Revision 2"), "{}", said(&worse));
    let wrong = push(folder.path(), &url, &lockgate::secret::ci::make().unwrap(), &[]).await;
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("token is missing, wrong, expired or revoked"), "{}", said(&wrong));
    let other = push(folder.path(), &url, &house.token("ada", "none"), &[]).await;
    assert_eq!(other.status.code(), Some(2));
    assert!(said(&other).contains("for another project"), "{}", said(&other));
    let empty = tempfile::tempdir().unwrap();
    let nothing = push(empty.path(), &url, &token, &[]).await;
    assert!(
        nothing.status.code() == Some(2) && said(&nothing).contains("no .sql file"),
        "{}",
        said(&nothing)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_and_a_token_that_is_missing_are_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("001_orders.sql"), ORDERS).unwrap();
    let down = push(folder.path(), "http://127.0.0.1:9", "lg_x", &[]).await;
    assert_eq!(down.status.code(), Some(2));
    assert!(said(&down).contains("can’t be reached. Is it running"), "{}", said(&down));
    let none = push(folder.path(), "http://127.0.0.1:9", "", &[]).await;
    assert!(
        none.status.code() == Some(2) && said(&none).contains("LOCKGATE_TOKEN holds no token"),
        "{}",
        said(&none)
    );
    let author = push(folder.path(), "http://127.0.0.1:9", "lg_x", &["--author", "nobody"]).await;
    assert_eq!(author.status.code(), Some(2), "{}", said(&author));
}

#[tokio::test]
async fn verify_says_that_records_are_whole_or_where_they_are_not() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("store");
    fs::create_dir(&path).unwrap();
    let site = lockgate::office::Site::new(None, HOST.parse().unwrap()).unwrap();
    let house = House::of(office(&path, site), tempfile::tempdir().unwrap());
    for name in ["shop", "other", "third"] {
        let event = lockgate_core::review::Event::ProjectAdded { project: name.into() };
        house.tell(&format!("project:{name}"), event);
    }
    let verify = || lockgate(&["verify", "--data", data.path().to_str().unwrap()], "");
    let whole = verify();
    assert!(whole.status.success() && said(&whole).contains("The chain holds: 3 events"), "{}", said(&whole));
    // Whoever can write to the file can take the guards away.
    let unguarded = "DROP TRIGGER IF EXISTS events_stay; DROP TRIGGER IF EXISTS events_stay_unchanged;";
    let meddle = |sql: &str| {
        let db = rusqlite::Connection::open(path.join("lockgate.db")).unwrap();
        db.execute_batch(&format!("{unguarded} {sql}")).unwrap();
    };
    meddle("UPDATE events SET body = replace(body, 'other', 'OTHER') WHERE seq = 2");
    let broken = verify();
    assert!(broken.status.code() == Some(2) && said(&broken).contains("event 2"), "{}", said(&broken));
    meddle("UPDATE events SET body = replace(body, 'OTHER', 'other') WHERE seq = 2");
    assert!(verify().status.success());
    meddle("DELETE FROM events WHERE seq = 3");
    assert!(said(&verify()).contains("events were cut off"), "{}", said(&verify()));
    let nowhere = data.path().join("mistyped");
    let none = lockgate(&["verify", "--data", nowhere.to_str().unwrap()], "");
    assert!(none.status.code() == Some(2) && said(&none).contains("no records"), "{}", said(&none));
    assert!(!nowhere.exists(), "looking makes nothing");
}

#[test]
fn nobody_listens_beyond_this_machine_by_accident() {
    let demo = lockgate(&["demo", "--listen", "0.0.0.0:0"], "");
    assert!(demo.status.code() == Some(2) && said(&demo).contains("this machine only"), "{}", said(&demo));
}

#[test]
fn our_own_migrations_pass_our_own_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let lint = lockgate(&["lint", "--fail-on", "warning", folder.to_str().unwrap()], "");
    assert_eq!(lint.status.code(), Some(0), "{}", said(&lint));
}

#[test]
fn rules_say_what_they_are() {
    let list = lockgate(&["rules"], "");
    let text = String::from_utf8(list.stdout).unwrap();
    assert_eq!(text.lines().count(), lockgate_core::rules::ALL.len());
    assert!(text.contains("blocking-index-build"), "{text}");
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&lockgate(arguments, "").stdout).unwrap()
    };
    let all = json(&["rules", "--format", "json"]);
    let one = json(&["rules", "blocking-index-build", "--format", "json"]);
    assert!(all.as_array().unwrap().contains(&one));
    assert_eq!(one["category"], "locks");
    assert_eq!((&one["severity"], &one["fix"]), (&"error".into(), &true.into()));
    assert!(one["covers"].as_array().unwrap().contains(&"create-index-non-concurrent".into()));
    let page = lockgate(&["rules", "blocking-index-build"], "");
    assert!(said(&page).contains("## Bad"), "{}", said(&page));
    let typo = lockgate(&["rules", "blocking-index-built"], "");
    assert!(
        typo.status.code() == Some(2) && said(&typo).contains("`blocking-index-build`"),
        "{}",
        said(&typo)
    );
}
