//! Drizzle, node-pg-migrate and Prisma's schema engine, really run: order, transactions and checksums are those that
//! Lockgate says. `cargo xtask tools` installs them.

use lockgate_tools::{Case, Stage};
use std::path::Path;
use std::process::{Command, Output};

fn node(script: &str, stage: &Stage, folder: &Path) -> Output {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(here.join("node_modules").is_dir(), "run `npm ci` in tests/tools, or `cargo xtask tools`");
    let mut command = Command::new("node");
    command.arg(here.join("node").join(script)).arg(stage.url()).arg(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

#[test]
fn drizzle_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("drizzle"));
    let output = node("drizzle.mjs", &stage, &case.folder("drizzle"));
    assert!(output.status.success(), "{}", said(&output));
    assert!(!case.fails());
    case.compare(&stage, "");
    let listed = case.listing.migrations.iter().map(|it| format!("{} {}", it.version, it.checksum.as_ref().unwrap()));
    let rows = "SELECT created_at::text, hash FROM drizzle.__drizzle_migrations ORDER BY id";
    assert_eq!(stage.rows(rows), listed.collect::<Vec<_>>());
}

/// The trap: what is not newer than the newest that was applied never runs, and nobody says so.
#[test]
fn drizzle_never_runs_what_comes_late() {
    let (stage, case) = (Stage::start(), Case::write("drizzle"));
    let mut before = case.files.clone();
    for file in before.iter_mut().filter(|it| it.path.ends_with("_journal.json")) {
        let mut journal: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        journal["entries"].as_array_mut().unwrap().pop();
        file.bytes = journal.to_string().into_bytes();
    }
    for case in [&Case::of(before), &case] {
        let output = node("drizzle.mjs", &stage, &case.folder("drizzle"));
        assert!(output.status.success(), "{}", said(&output));
    }
    assert_eq!(stage.rows("SELECT coalesce(to_regclass('u')::text, 'none')"), ["u"]);
    assert_eq!(stage.rows("SELECT coalesce(to_regclass('v')::text, 'none')"), ["none"]);
}

#[test]
fn node_pg_migrate_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("node-pg-migrate"));
    let output = node("node-pg-migrate.mjs", &stage, &case.folder("migrations"));
    assert!(output.status.success(), "{}", said(&output));
    case.compare(&stage, "pgmigrations");
    let listed: Vec<&str> = case.listing.migrations.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(stage.rows("SELECT name::text FROM pgmigrations ORDER BY id"), listed);
}

const PRISMA: &str = "SELECT migration_name::text, checksum::text FROM _prisma_migrations
    WHERE finished_at IS NOT NULL ORDER BY started_at";

/// Since 7.4: statement by statement where Prisma's parser can cut the file, and as one string where it cannot.
#[test]
fn prisma_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("prisma-7"));
    let output = node("prisma.mjs", &stage, &case.folder("prisma/migrations"));
    assert!(case.fails() && !output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("DROP INDEX CONCURRENTLY cannot"), "{}", said(&output));
    case.compare(&stage, "_prisma_migrations");
    let listed = case.applied().iter().map(|it| format!("{} {}", it.name, it.checksum.as_ref().unwrap()));
    assert_eq!(stage.rows(PRISMA), listed.collect::<Vec<_>>());
}
