//! The replay is held against a real server: the facts of both must be the same lines.

use lockgate_core::finding::Span;
use lockgate_core::schema::Schema;
use lockgate_core::schema::catalog::Volatility;
use lockgate_core::statement::{Body, Kind, Reader};
use lockgate_tests::case;
use lockgate_tests::prove::{project, servers};
use postgres::{Client, NoTls};
use std::env;

/// Refusals of the server in the cases that the replay does not foretell, or with another SQLSTATE: rows of relations
/// that are not there, a null that no statement shows, a parameter that was never set, roles, tablespaces and access
/// methods, which belong to the server. There may be fewer, not more.
const OVERLOOKED: usize = 24;

/// Every case is run on the PostgreSQL at hand, statement by statement, on a database of its own. What is there in the
/// end is what the replay says, and no statement that the replay takes for refused is one that the server runs.
#[test]
fn replay_and_catalog_agree_on_every_case() {
    let server = servers::at_hand().unwrap();
    let only = env::var("CASE").ok();
    let (mut lines, mut overlooked, mut failures) = (0, 0, Vec::new());
    for (number, case) in case::files_under(&case::root(), "sql").into_iter().enumerate() {
        if only.as_ref().is_some_and(|it| !case.to_string_lossy().contains(it.as_str())) {
            continue;
        }
        let files = case::request(&case).files;
        let database = format!("case_{number}");
        server.create_database(&database, "template0").unwrap();
        let compared = project::one_by_one(&server, &database, files).unwrap();
        server.drop_database(&database).unwrap();
        lines += compared.lines;
        overlooked += compared.overlooked.len();
        compared.overlooked.iter().for_each(|it| println!("{}: {it}", case.display()));
        if !compared.agrees() {
            failures.push(format!("{}\n{}", case.display(), compared.differences()));
        }
    }
    println!("{lines} lines compared; {overlooked} refusals of the server are not the replay's");
    assert!(lines > 500 || only.is_some(), "only {lines} lines were compared");
    assert!(overlooked <= OVERLOOKED, "{overlooked} refusals of the server are not the replay's");
    assert!(failures.is_empty(), "{} of them differ:\n{}", failures.len(), failures.join("\n"));
}

/// Of the server's own functions, by name: where all of one name vary alike, the engine says the same or nothing.
#[test]
fn the_server_s_functions_vary_as_the_engine_says() {
    let server = servers::at_hand().unwrap();
    let mut client = Client::connect(&server.url("postgres"), NoTls).unwrap();
    let functions = "SELECT proname::text, string_agg(DISTINCT provolatile::text, '') FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY 1";
    let (mut known, mut wrong) = (0, Vec::new());
    for row in client.query(functions, &[]).unwrap() {
        let (name, varies): (String, String) = (row.get(0), row.get(1));
        let text = format!("SELECT \"{name}\"()");
        let read = Reader { text: &text, postgres: server.version }.read(Span { start: 0, end: text.len() });
        let Ok(Some(Kind::Select(query))) = read.map(|it| it.map(|it| it.kind)) else { panic!("{text}") };
        let Body::Select(select) = query.body else { panic!("{text}") };
        let said = match Schema::new(server.version, true).volatility(&select.targets[0].value) {
            Volatility::Immutable => "i",
            Volatility::Stable => "s",
            Volatility::Volatile => "v",
            Volatility::Unknown => continue,
        };
        known += 1;
        if varies.len() == 1 && varies != said {
            wrong.push(format!("{name} is {varies}, not {said}"));
        }
    }
    assert!(known > 250, "only {known} functions are known");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
