//! The engine in wasm answers byte for byte as the native one. Ignored by a plain `cargo test`, because it needs
//! the built engine: `cargo xtask test` builds that first.

use lockgate_core::engine::{Engine, Request, Update, analyse_json};
use lockgate_core::revision::SourceFile;
use lockgate_tests::case;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, thread};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the engine's script and module, as the server hands it out.
fn built_engine() -> PathBuf {
    let dist = here().join("../target/dist");
    let entries = fs::read_dir(&dist).expect("no target/dist: run `cargo xtask build` first");
    let mut folders = entries.map(|it| it.unwrap().path()).filter(|it| it.is_dir());
    let engine = folders.find(|it| it.file_name().unwrap().to_string_lossy().starts_with("engine-"));
    engine.expect("no engine in target/dist: run `cargo xtask build`")
}

/// All requests go through one module, as in a worker that lives for long.
fn in_wasm(requests: &[String], door: &str) -> Vec<String> {
    let mut node = Command::new("node");
    node.arg(here().join("engine.mjs"))
        .arg(built_engine())
        .arg(door)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut node = node.spawn().expect("node starts");
    node.stdin.take().unwrap().write_all(&serde_json::to_vec(requests).unwrap()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "the engine has ended with {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// As `lockgate lint` does, on a stack that an unoptimised build needs.
fn natively(requests: &[String], door: &str) -> Vec<String> {
    let answer = || match door {
        "analyse" => requests.iter().map(|it| analyse_json(it)).collect(),
        _ => {
            let mut engine = Engine::default();
            requests.iter().map(|it| engine.judge_json(it)).collect()
        }
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, answer).unwrap();
        thread.join().unwrap()
    })
}

fn assert_same(named: &[(String, Request)]) -> Vec<String> {
    let asked = named.iter().map(|(name, it)| (name.clone(), serde_json::to_string(it).unwrap()));
    assert_same_answers(&asked.collect::<Vec<_>>(), "analyse")
}

fn assert_same_answers(named: &[(String, String)], door: &str) -> Vec<String> {
    let requests: Vec<String> = named.iter().map(|(_, it)| it.clone()).collect();
    let (wasm, native) = (in_wasm(&requests, door), natively(&requests, door));
    assert_eq!(wasm.len(), native.len());
    let differing = named.iter().zip(wasm.iter().zip(&native)).filter(|(_, (wasm, native))| wasm != native);
    let differing: Vec<_> =
        differing.map(|((name, _), (wasm, native))| format!("{name}\n{wasm}\n{native}")).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    native
}

/// A statement that nests this deep.
type Shape = fn(usize) -> String;

fn one_file(sql: String) -> Request {
    Request { files: vec![SourceFile::new("001_text.sql", sql)], ..Request::default() }
}

#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn every_case_is_answered_alike() {
    let cases = case::files_under(&case::root(), "sql").into_iter();
    let found: Vec<_> = cases.map(|it| (it.display().to_string(), case::request(&it))).collect();
    assert!(found.len() > 13, "only {} cases", found.len());
    assert_same(&found);
}

/// The engine that is kept: each case is opened, and then loses its files and gets them back, one by one.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn changes_are_answered_alike() {
    let mut asked = Vec::new();
    for case in case::files_under(&case::root(), "sql") {
        let (name, request) = (case.display().to_string(), case::request(&case));
        asked.push((name.clone(), json!({ "open": request }).to_string()));
        for file in request.files.into_iter().rev() {
            let gone = Update { gone: vec![file.path.clone()], ..Update::default() };
            asked.push((format!("{name} without {}", file.path), json!({ "update": gone }).to_string()));
            let back = Update { files: vec![file], ..Update::default() };
            asked.push((name.clone(), json!({ "update": back }).to_string()));
        }
    }
    let answers = assert_same_answers(&asked, "judge");
    assert!(answers.iter().filter(|it| it.starts_with("{\"ok\"")).count() > 300, "{} answers", answers.len());
}

/// 60 levels are read; 1,000 and 10,000 are refused with the same words, and neither build overflows its stack.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn nesting_has_one_limit() {
    let shapes: [(&str, Shape); 5] = [
        ("parentheses", |n| format!("SELECT {}1{};", "(".repeat(n), ")".repeat(n))),
        ("operators", |n| format!("SELECT 'a'{};", " || 'a'".repeat(n))),
        ("not", |n| format!("SELECT {}true;", "NOT ".repeat(n))),
        ("and/or", |n| format!("SELECT {}a{};", "a AND (b OR (".repeat(n / 2), "))".repeat(n / 2))),
        ("selects", |n| format!("SELECT {}1{};", "(SELECT ".repeat(n), ")".repeat(n))),
    ];
    for (depth, refused) in [(60, false), (1_000, true), (10_000, true)] {
        let named: Vec<_> =
            shapes.iter().map(|(name, shape)| (format!("{depth} {name}"), one_file(shape(depth)))).collect();
        for (answer, (name, _)) in assert_same(&named).iter().zip(&named) {
            assert_eq!(answer.contains("nested too deeply"), refused, "{name}: {answer}");
        }
    }
}

/// As deep as the limit lets through, in steps: the stack of the worker bears it.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn what_the_limit_lets_through_fits_the_stack() {
    let mut named = Vec::new();
    for n in (50..=199).step_by(49) {
        named.push((format!("{n} operators"), one_file(format!("SELECT 1{};", "+1".repeat(n)))));
        named.push((
            format!("{n} parentheses"),
            one_file(format!("SELECT {}1{};", "(".repeat(n), ")".repeat(n))),
        ));
        let selects = n * 62 / 199;
        let sql = format!("SELECT {}1{};", "(SELECT ".repeat(selects), ")".repeat(selects));
        named.push((format!("{selects} selects"), one_file(sql)));
    }
    assert_same(&named);
}

/// An error leaves the grammar by a longjmp; a thousand of them in one module wear nothing out.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn a_thousand_errors_in_a_row() {
    let bad = (0..1_000).map(|n| (format!("error {n}"), one_file(format!("SELECT {n} FROM WHERE;"))));
    let named: Vec<_> =
        bad.chain([("after all".to_owned(), one_file("CREATE TABLE t (id int);".to_owned()))]).collect();
    let answers = assert_same(&named);
    assert!(answers[999].contains("syntax error"), "{}", answers[999]);
    assert!(!answers[1_000].contains("syntax error"), "{}", answers[1_000]);
}

/// Every kind of statement goes through the packed tables, and through structs that lie there otherwise.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn every_kind_of_statement_is_answered_alike() {
    let lines = include_str!("../../core/grammar/tests/tree.sql").lines().filter(|it| !it.starts_with("--"));
    let named: Vec<_> = lines.map(|it| (it.to_owned(), one_file(format!("{it};")))).collect();
    assert!(named.len() > 150, "{} statements", named.len());
    assert_same(&named);
}

/// Every kind of statement of PL/pgSQL, whose structs lie otherwise there, too.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn every_body_is_answered_alike() {
    let bodies = include_str!("../../core/grammar/src/plpgsql/bodies.sql").split("\n----\n");
    let named: Vec<_> = bodies
        .flat_map(|body| {
            [
                format!("DO $the_body${body}$the_body$;"),
                format!("CREATE FUNCTION f(a int, OUT b t) LANGUAGE plpgsql AS $the_body${body}$the_body$;"),
                format!(
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $the_body${body}$the_body$;"
                ),
            ]
        })
        .map(|sql| (sql.clone(), one_file(sql)))
        .collect();
    assert!(named.len() > 120, "{} bodies", named.len());
    assert_same(&named);
}

/// What the grammar computes with the C library: numbers of every size, escapes, floats in function options.
#[test]
#[ignore = "needs the built engine: cargo xtask test"]
fn the_c_library_computes_alike() {
    let texts = [
        "SELECT 2147483647, 2147483648, 99999999999999999999, 1.5e10, .5, 1e400, 0x1F, 0o17, 0b101, 1_000_000;",
        "SELECT 0x7FFFFFFF, 0x80000000, 0xFFFFFFFFFFFFFFFFFF, 1__0;",
        "SELECT U&'\\0441\\+01F600', U&'\\D83D\\DE00', U&'\\0', E'\\x41\\101\\u00e9\\U0001F600', E'\\400';",
        "SELECT 'ü', $$x$$, $tag$y$tag$, \"Ä\", 1a;",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql COST 0.1 ROWS 1000.25 AS 'SELECT 1';",
        "CREATE TABLE t (a numeric(10, 2) DEFAULT 1e-7) WITH (fillfactor = 70, x = 0.05);",
        "DO $$ BEGIN RAISE NOTICE 'x %', 1.5; PERFORM 1 FROM; END $$;",
        "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $$ DECLARE x int := 1; BEGIN DROP TABLE t; END $$;",
        "DO $$ BEGIN LOOP END $$;",
        "SELECT 'never closed",
        "\u{feff}SELECT 1;",
        "CREATE FUNCTION f() RETURNS TABLE (a numeric(10, 2)[]) LANGUAGE sql AS 'SELECT 1';",
        "CREATE AGGREGATE a (VARIADIC x \"any\" ORDER BY VARIADIC y \"any\") (SFUNC = f, STYPE = int);",
        "CREATE AGGREGATE a (VARIADIC x int ORDER BY VARIADIC y text) (SFUNC = f, STYPE = int);",
    ];
    let named: Vec<_> = texts.iter().map(|it| ((*it).to_owned(), one_file((*it).to_owned()))).collect();
    assert_same(&named);
}
