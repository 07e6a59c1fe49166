//! Drizzle, node-pg-migrate and Prisma's schema engine, really run: order, transactions and checksums are those that
//! Lockgate says. `cargo xtask tools` installs them.

use lockgate_core::revision::SourceFile;
use lockgate_tools::{Case, Stage};
use std::path::Path;
use std::process::{Command, Output};

fn node(script: &str, stage: &Stage, folder: &Path) -> Output {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(here.join("node_modules").is_dir(), "run `npm ci` in tests/tools, or `cargo xtask tools`");
    let mut command = Command::new("node");
    command.arg(here.join("node").join(script)).arg(stage.url()).arg(folder).output().unwrap()
}

/// The command line of node-pg-migrate.
fn node_pg_migrate(stage: &Stage, folder: &Path) -> Output {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/.bin/node-pg-migrate");
    let mut command = Command::new(program);
    command.args(["up", "--migrations-dir"]).arg(folder).env("DATABASE_URL", stage.url()).output().unwrap()
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
    let listed =
        case.listing.migrations.iter().map(|it| format!("{} {}", it.version, it.checksum.as_ref().unwrap()));
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
    let names = |case: &Case| case.listing.migrations.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    let rows = "SELECT name::text FROM pgmigrations ORDER BY id";
    let (stage, case) = (Stage::start(), Case::write("node-pg-migrate"));
    let output = node_pg_migrate(&stage, &case.folder("migrations"));
    assert!(output.status.success(), "{}", said(&output));
    case.compare(&stage, "pgmigrations");
    assert_eq!(stage.rows(rows), names(&case));
    // Called by a program it gives each file a transaction of its own, which the settings say.
    let settings = SourceFile::new("lockgate.toml", "[runner]\ntransaction = \"file\"\n");
    let (stage, case) = (Stage::start(), Case::of(case.files.into_iter().chain([settings]).collect()));
    let output = node("node-pg-migrate.mjs", &stage, &case.folder("migrations"));
    assert!(output.status.success(), "{}", said(&output));
    case.compare(&stage, "pgmigrations");
    assert_eq!(stage.rows(rows), names(&case));
}

/// Order, checksums, and that each statement commits by itself. How this build cuts a file is its database driver's
/// doing (at every `;`), not the native engine's, so where that one sends the whole file is not held here.
#[test]
fn prisma_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("prisma-7"));
    let output = node("prisma.mjs", &stage, &case.folder("prisma/migrations"));
    assert!(output.status.success(), "{}", said(&output));
    let rows = "SELECT migration_name::text, checksum::text FROM _prisma_migrations
        WHERE finished_at IS NOT NULL ORDER BY started_at";
    let listed =
        case.listing.migrations.iter().map(|it| format!("{} {}", it.name, it.checksum.as_ref().unwrap()));
    assert_eq!(stage.rows(rows), listed.collect::<Vec<_>>());
    let mut made = stage.made().into_iter().filter(|it| it != &["_prisma_migrations"]);
    assert!(case.expected().len() == 2 && case.expected().into_iter().all(|it| made.next() == Some(it)));
}

/// Without a transaction it still sends one string, so two indexes in one file fail, and it stops there.
#[test]
fn dbmate_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("dbmate"));
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/@dbmate/linux-x64/bin/dbmate");
    let folder = case.folder("db/migrations");
    let mut command = Command::new(program);
    let output =
        command.args(["--no-dump-schema", "--url", &stage.url(), "--migrations-dir"]).arg(folder).arg("up");
    let output = output.output().unwrap();
    assert!(case.fails() && !output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("CREATE INDEX CONCURRENTLY cannot"), "{}", said(&output));
    case.compare(&stage, "schema_migrations");
    let listed: Vec<&str> = case.applied().iter().map(|it| it.version.as_str()).collect();
    assert_eq!(stage.rows("SELECT version::text FROM schema_migrations ORDER BY version"), listed);
}

#[test]
fn knex_runs_as_listed() {
    // What only code says is left out.
    let mut files = Case::write("knex").files;
    files.retain(|it| !it.path.contains("_code"));
    let (stage, case) = (Stage::start(), Case::of(files));
    let output = node("knex.mjs", &stage, &case.folder("migrations"));
    assert!(output.status.success() && !case.fails(), "{}", said(&output));
    let listed: Vec<&str> = case.listing.migrations.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(stage.rows("SELECT name::text FROM knex_migrations ORDER BY id"), listed);
    let made = stage.made().into_iter().filter(|it| !it.iter().any(|it| it.starts_with("knex_")));
    assert_eq!(made.collect::<Vec<_>>(), case.expected());
    assert_eq!(stage.rows("SELECT 't_idx'::regclass::text"), ["t_idx"], "the file without a transaction ran");
}
