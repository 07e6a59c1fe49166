//! What the engine says of files that run twice, held against a server that runs them twice.

use lockgate_core::engine::analyse;
use lockgate_core::finding::Finding;
use lockgate_tests::case;
use lockgate_tests::prove::again::{Second, Twice, twice};
use lockgate_tests::prove::servers;

/// Every statement that the server refuses the second time is found with its SQLSTATE, and no other is said to be
/// refused; what the second run leaves otherwise is found too.
#[test]
fn second_runs_come_to_what_is_foretold() {
    let server = servers::at_hand().unwrap();
    let request = case::request(&case::root().join("trial/twice.sql"));
    let findings = analyse(&request).unwrap().report.findings;
    server.create_database("twice", "template0").unwrap();
    let files = twice(&server, "twice", request.files).unwrap();
    assert!(files.len() > 5);
    let mut failures = Vec::new();
    for file in &files {
        let own: Vec<&Finding> =
            findings.iter().filter(|it| it.rule == "not-idempotent" && it.place.file == file.file).collect();
        file.statements.iter().for_each(|it| failures.extend(differs(&file.file, &own, it)));
        failures.extend(leaves(&own, file));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn differs(file: &str, own: &[&Finding], it: &Second) -> Option<String> {
    let at = own.iter().find(|found| it.span.start <= found.place.start && found.place.end <= it.span.end);
    let said = at.and_then(|found| found.what.strip_prefix("A second run fails (")?.split_once(')'));
    let said = said.map(|(state, _)| state.to_owned());
    (said != it.refused).then(|| format!("{file} at {}: {said:?}, but {:?}", it.span.start, it.refused))
}

fn leaves(own: &[&Finding], file: &Twice) -> Option<String> {
    let said: String =
        own.iter().filter(|it| it.what.contains("leaves another")).map(|it| it.what.as_str()).collect();
    let listed =
        file.changed.iter().all(|fact| said.contains(&format!("`{fact}`")) || said.contains(" more"));
    let none = said.is_empty() && file.changed.is_empty();
    (!(listed && (none || !file.changed.is_empty())))
        .then(|| format!("{}: {said}, but {:?}", file.file, file.changed))
}
