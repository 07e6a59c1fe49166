//! `lockgate lint` as a person or a CI job runs it: the real program, real files, real exit codes.

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    // The search for settings ends at the top of a repository.
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lockgate"));
    command.arg("lint").args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn judged(files: &[(&str, &[u8])], arguments: &[&str]) -> (Option<i32>, String) {
    said(&lint(folder(files).path(), arguments))
}

/// Names and bytes of a folder's files.
type Files = [(&'static str, &'static [u8])];

const CLEAN: &[u8] = b"CREATE TABLE users (id bigint PRIMARY KEY);\n";
const LOOSE: &[u8] = b"BEGIN;\nSELECT 1;\nCOMMIT;\nSELECT 2;\n";

#[test]
fn exit_codes_follow_fail_on() {
    assert_eq!(judged(&[("001_a.sql", CLEAN)], &[]).0, Some(0));
    assert_eq!(judged(&[("001_a.sql", b"DROP TABLE users;")], &[]).0, Some(1));
    let warning: &Files = &[("001_a.sql", LOOSE)];
    assert_eq!(judged(warning, &[]).0, Some(0));
    assert_eq!(judged(warning, &["--fail-on", "warning"]).0, Some(1));
    let info: &Files = &[("m/001_a.sql", CLEAN), ("schema.sql", b"x")];
    assert_eq!(judged(info, &["--fail-on", "warning"]).0, Some(0));
    assert_eq!(judged(info, &["--fail-on", "info"]).0, Some(1));
}

#[test]
fn an_allowed_finding_does_not_fail() {
    let text = b"-- lockgate: allow(table-dropped) nobody reads it\nDROP TABLE users;";
    assert_eq!(judged(&[("001_a.sql", text)], &["--fail-on", "info"]).0, Some(0));
}

#[test]
fn bad_input_says_what_to_do() {
    let cases: &[(&Files, i32, &str)] = &[
        (&[], 2, "there is no .sql file in `.`; give the folder that holds the migrations"),
        (&[("001_a.sql", b"\x89PNG\r\n\x1a\n\0\0")], 1, "Byte 0 (0x89) is not UTF-8"),
        (&[("001_a.sql", b"CREATE TABLE \xe4 (id int);")], 1, "Save the file as UTF-8."),
        (&[("001_a.sql", b"\xff\xfeC\0R\0")], 1, "is UTF-16"),
        (&[("001_a.sql", b"select 1;\n\0")], 1, "A zero byte stands here"),
        (&[("001_a.sql", b"# Notes\n\nNot SQL at all.")], 1, "syntax error at or near \"#\""),
        (&[("001_a.sql", b"SELECT 1;\nCREAT TABLE x ();")], 1, "001_a.sql:2:1"),
        (&[("001_a.sql", CLEAN), ("001_b.sql", b"SELECT 1;")], 1, "Give the newer one the next free number."),
        (&[("a.sql", CLEAN)], 1, "Put the next free number in front of its name"),
        (
            &[("001_a.sql", CLEAN), ("lockgate.toml", b"presets = 1")],
            2,
            "lockgate.toml:1:1: unknown field `presets`",
        ),
    ];
    for (files, code, words) in cases {
        let (actual, text) = judged(files, &[]);
        assert_eq!(actual, Some(*code), "{text}");
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
}

#[test]
fn what_cannot_be_asked_for_says_what_can() {
    let files: &Files = &[("001_a.sql", CLEAN)];
    for (arguments, words) in [
        (&["nowhere"][..], "cannot read `nowhere`"),
        (&["--preset", "helos"], "Did you mean `helios`?"),
        (&["--postgres", "9"], "from 10 to 18"),
        (&["--config", "none.toml"], "cannot read `none.toml`"),
        (&["--format", "xml"], "text, json"),
    ] {
        let (code, text) = judged(files, arguments);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
}

#[test]
fn settings_are_found_beside_above_or_where_told() {
    let strict = b"idempotent = true";
    let above: &Files = &[("migrations/001_a.sql", CLEAN), ("lockgate.toml", strict)];
    assert_eq!(judged(above, &["migrations"]).0, Some(1));
    assert_eq!(judged(above, &["."]).0, Some(1));
    let elsewhere: &Files = &[("migrations/001_a.sql", CLEAN), ("ci/strict.toml", strict)];
    assert_eq!(judged(elsewhere, &["migrations"]).0, Some(0));
    assert_eq!(judged(elsewhere, &["migrations", "--config", "ci/strict.toml"]).0, Some(1));
    assert_eq!(judged(elsewhere, &["migrations", "--preset", "aim"]).0, Some(1));
}

#[test]
fn the_postgres_version_counts() {
    let files: &Files = &[("001_a.sql", b"BEGIN; ALTER TYPE mood ADD VALUE 'x'; COMMIT;")];
    assert_eq!(judged(files, &["--postgres", "11"]).0, Some(1));
    assert_eq!(judged(files, &["--postgres", "12"]).0, Some(0));
}

#[test]
fn json_is_for_machines_and_the_same_every_time() {
    let files: &Files = &[("m/001_a.sql", CLEAN), ("m/002_b.sql", "DROP TABLE größe;".as_bytes())];
    let folder = folder(files);
    let once = lint(folder.path(), &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&once.stdout).unwrap();
    assert_eq!(
        (report["version"].as_u64(), report["findings"][0]["end_column"].as_u64()),
        (Some(1), Some(17))
    );
    assert_eq!(report["findings"][0]["file"], "m/002_b.sql");
    assert_eq!(once.stdout, lint(folder.path(), &["--format", "json"]).stdout);
    assert_eq!(once.stdout.last(), Some(&b'\n'));
    assert!(once.stderr.is_empty());
}

#[test]
fn deep_nesting_is_no_crash() {
    for depth in [60, 1_000, 10_000] {
        let text = format!("SELECT {}1{};\nDROP TABLE a;", "(".repeat(depth), ")".repeat(depth));
        let (code, text) = judged(&[("001_a.sql", text.as_bytes())], &[]);
        assert_eq!(code, Some(1), "depth {depth}: {text}");
        assert!(text.contains("table-dropped"), "depth {depth}: {text}");
    }
}

#[test]
fn layout_shows_the_folder_as_its_tool_sees_it() {
    let folder = folder(&[
        ("migrations/2026-01-02-000000_idx/up.sql", b"CREATE INDEX CONCURRENTLY ON users (id);"),
        ("migrations/2026-01-02-000000_idx/metadata.toml", b"run_in_transaction = false"),
        ("migrations/2026-01-01-000000_users/up.sql", CLEAN),
    ]);
    let shown = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lockgate"));
        said(&command.arg("layout").args(arguments).current_dir(folder.path()).output().unwrap())
    };
    let (code, text) = shown(&[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.starts_with("layout diesel\n\n2026-01-01-000000_users (version 20260101000000)\n"),
        "{text}"
    );
    assert!(text.contains("without a transaction\n"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&shown(&["--format", "json"]).1).unwrap();
    assert_eq!(json["migrations"][1]["no_transaction"], true);
    assert_eq!(json["transactions"][1]["held_by"], "nobody");
}

#[test]
fn a_script_is_what_the_files_begin_with() {
    let dump =
        b"\\restrict x\nSET lock_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\
                 CREATE TABLE public.users (id bigint NOT NULL, email text);\n\
                 ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n\
                 COPY public.users (id, email) FROM stdin;\n1\tada\n\\.\n\\unrestrict x\n";
    let more = b"ALTER TABLE users ADD COLUMN email text;\nALTER TABLE users ADD COLUMN nick text;\nDROP VIEW nobodys;";
    let files: &Files = &[("migrations/002_more.sql", more), ("schema.sql", dump)];
    let folder = folder(files);
    let (code, text) = said(&lint(folder.path(), &["migrations", "--schema", "schema.sql"]));
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("(42701): column \"email\" of relation \"users\" already exists"), "{text}");
    assert!(text.contains("(42P01): view \"nobodys\" does not exist"), "{text}");
    assert!(!text.contains("nick\" of relation") && !text.contains("not in the schema"), "{text}");
    let (code, text) = said(&lint(folder.path(), &["migrations"]));
    assert_eq!(code, Some(0), "{text}");
    // What the script made is older than the files: its tables are in use, and its keys nobody's finding.
    let dump =
        b"CREATE TABLE a (id bigint PRIMARY KEY);\nCREATE TABLE b (a bigint REFERENCES a (id), c text);\n";
    let index: &Files =
        &[("m/1_a.sql", b"CREATE INDEX b_c ON b (c);"), ("schema.sql", dump), ("old/9_b.sql", dump)];
    let begun = self::folder(index);
    for start in ["schema.sql", "old"] {
        let (_, text) = said(&lint(begun.path(), &["m", "--schema", start]));
        assert!(
            text.contains("blocking-index-build") && !text.contains("foreign-key-without-index"),
            "{text}"
        );
    }
    let (code, text) = said(&lint(folder.path(), &["migrations", "--schema", "nothing.sql"]));
    assert!(code == Some(2) && text.contains("nothing.sql"), "{text}");
}

/// The guide stands where the settings say, and belongs to what is judged.
#[test]
fn the_guide_is_read_from_beside_the_settings() {
    let files: &Files = &[
        ("migrations/001_users.sql", CLEAN),
        ("migrations/002_more.sql", b"SELECT 1;\n"),
        ("lockgate.toml", b"[files]\nguide = \"docs/guide.md\"\n"),
        ("docs/guide.md", b"`001_users.sql` makes the users.\n"),
    ];
    for arguments in [&["migrations"][..], &[]] {
        let (code, text) = judged(files, arguments);
        assert!(text.contains("`docs/guide.md` does not mention `002_more.sql`"), "{text}");
        assert_eq!((code, text.matches("migration-undocumented").count()), (Some(0), 1), "{text}");
    }
    let (_, text) = judged(&files[..3], &["migrations"]);
    assert!(text.contains("The guide `docs/guide.md` is not among the files."), "{text}");
}
