//! sqlx, refinery and diesel, really run: order, transactions, versions and checksums are those that Lockgate says.

use diesel::Connection;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use lockgate_tools::{Case, Stage};

/// `version checksum` of what is expected to be in the history table.
fn history(case: &Case) -> Vec<String> {
    let line = |it: &lockgate_core::engine::listing::Listed| match &it.checksum {
        Some(checksum) => format!("{} {checksum}", it.version),
        None => it.version.clone(),
    };
    case.applied().iter().map(line).collect()
}

fn sqlx_run(stage: &Stage, case: &Case) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let migrator = sqlx::migrate::Migrator::new(case.folder("migrations")).await?;
        let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&stage.url()).await?;
        Ok(migrator.run(&mut connection).await?)
    })
}

#[test]
fn sqlx_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("sqlx"));
    // The last file opts out of the transaction, and its two statements share one all the same.
    let error = sqlx_run(&stage, &case).unwrap_err().to_string();
    assert!(case.fails() && error.contains("CREATE INDEX CONCURRENTLY cannot"), "{error}");
    case.compare(&stage, "_sqlx_migrations");
    let rows = "SELECT version::text, encode(checksum, 'hex') FROM _sqlx_migrations h ORDER BY h.version";
    assert_eq!(stage.rows(rows), history(&case));
    assert_eq!(
        stage.rows("SELECT 't_idx'::regclass::text"),
        ["t_idx"],
        "the file with the mark at byte 0 ran"
    );
}

/// The trap: the same mark, one line further down.
#[test]
fn sqlx_reads_its_mark_at_the_first_byte_only() {
    let (stage, mut case) = (Stage::start(), Case::write("sqlx"));
    for file in case.files.iter_mut().filter(|it| it.path.ends_with("10_idx.sql")) {
        file.bytes.splice(0..0, *b"-- a licence\n");
    }
    let case = Case::of(case.files);
    let error = sqlx_run(&stage, &case).unwrap_err().to_string();
    assert!(error.contains("CREATE INDEX CONCURRENTLY cannot run inside a transaction block"), "{error}");
    assert_eq!(case.applied().len(), 2);
    case.compare(&stage, "_sqlx_migrations");
}

#[test]
fn refinery_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("refinery"));
    let migrations = refinery::load_sql_migrations(case.folder("migrations")).unwrap();
    refinery::Runner::new(&migrations).run(&mut stage.client()).unwrap();
    assert!(!case.fails());
    case.compare(&stage, "refinery_schema_history");
    let rows = "SELECT version::text, checksum::text FROM refinery_schema_history h ORDER BY h.version";
    assert_eq!(stage.rows(rows), history(&case));
}

#[test]
fn diesel_runs_as_listed() {
    let (stage, case) = (Stage::start(), Case::write("diesel"));
    let migrations = FileBasedMigrations::from_path(case.folder("migrations")).unwrap();
    let mut connection = diesel::PgConnection::establish(&stage.url()).unwrap();
    let ran = connection.run_pending_migrations(migrations).unwrap();
    let ran: Vec<String> = ran.iter().map(ToString::to_string).collect();
    assert!(!case.fails());
    assert_eq!(ran, history(&case));
    case.compare(&stage, "__diesel_schema_migrations");
    assert_eq!(
        stage.rows("SELECT version::text FROM __diesel_schema_migrations ORDER BY run_on"),
        history(&case)
    );
}

/// The trap: a metadata.toml without the key is a `false`, so building an index concurrently succeeds.
#[test]
fn diesel_takes_a_missing_key_for_false() {
    let (stage, mut case) = (Stage::start(), Case::write("diesel"));
    for file in case.files.iter_mut().filter(|it| it.path.ends_with("metadata.toml")) {
        file.bytes = b"# nothing\n".to_vec();
    }
    let case = Case::of(case.files);
    assert!(!case.fails() && case.listing.migrations[1].no_transaction);
    let migrations = FileBasedMigrations::from_path(case.folder("migrations")).unwrap();
    let mut connection = diesel::PgConnection::establish(&stage.url()).unwrap();
    connection.run_pending_migrations(migrations).unwrap();
    assert_eq!(stage.rows("SELECT 't_idx'::regclass::text"), ["t_idx"]);
}
