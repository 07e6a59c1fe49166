//! `docs/proof.md` against the PostgreSQL at hand.

use lockgate_tests::prove::{cases, listed, page, run, servers, trial};
use std::fs;

#[test]
fn the_server_at_hand_does_what_the_page_tells() {
    let server = servers::at_hand().unwrap();
    let page = fs::read_to_string(page::path()).unwrap();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (case, told) in run::on_server(&server).unwrap() {
        let written = page::told(&page, &case.name, server.version);
        seen += 1;
        if written != Some(told.as_str()) {
            wrong.push(format!("{}: {told}\n  the page: {}", case.name, written.unwrap_or("nothing")));
        }
    }
    assert!(seen > 300, "only {seen} cases");
    let version = server.version;
    assert!(
        wrong.is_empty(),
        "on PostgreSQL {version}; `cargo xtask prove` writes the page:\n{}",
        wrong.join("\n")
    );
}

/// What stands on the page besides the outcomes is what the cases are now.
#[test]
fn the_page_shows_the_cases_as_they_are() {
    let page = fs::read_to_string(page::path()).unwrap();
    let page = listed::cases(&page);
    let rows = cases::all().into_iter().map(|case| {
        let versions = servers::VERSIONS.filter(|version| case.from <= *version);
        let told = versions.filter_map(|it| Some((it, page::told(page, &case.name, it)?.to_owned())));
        page::Row { told: told.collect(), case }
    });
    let rendered = page::render(&rows.collect::<Vec<_>>());
    let differs = rendered.lines().zip(page.lines()).find(|(now, written)| now != written);
    assert_eq!(differs, None, "`cargo xtask prove` writes the page");
    assert_eq!(rendered.len(), page.len(), "`cargo xtask prove` writes the page");
}

/// Fewer than the page tells of, as this is run often.
const PAIRS: usize = 1500;

#[test]
fn random_statements_differ_only_where_the_page_lists_it() {
    let server = servers::at_hand().unwrap();
    let page = fs::read_to_string(page::path()).unwrap();
    let (version, seed) = (server.version, listed::seed(server.version));
    let trial = trial::run(&server, seed, PAIRS).unwrap();
    assert!(trial.ran > PAIRS / 2, "only {} of {} ran", trial.ran, trial.pairs);
    let found: Vec<String> = trial.disagreements.iter().map(|it| listed::line(version, it)).collect();
    let known = listed::listed(&page, version);
    let within = known.into_iter().filter(|(at, _)| *at < seed + trial.schemas);
    let expected: Vec<String> = within.map(|it| it.1).collect();
    assert_eq!(found, expected, "on PostgreSQL {version}; `cargo xtask prove` writes the page");
}
