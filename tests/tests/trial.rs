//! What the engine says of files that run twice, and of those that are taken back, held against a server that does it.

use lockgate_core::engine::{analyse, replayed::Played};
use lockgate_core::finding::Finding;
use lockgate_tests::case;
use lockgate_tests::prove::again::{Back, Second, Twice, back, twice};
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

/// The way back is refused, or leaves another schema than there was, exactly where that is found.
#[test]
fn ways_back_lead_where_is_foretold() {
    let server = servers::at_hand().unwrap();
    let request = case::request(&case::root().join("rules/rollback-incomplete.sql"));
    let findings = analyse(&request).unwrap().report.findings;
    let texts: Vec<(String, String)> = request
        .files
        .iter()
        .map(|it| (it.path.clone(), String::from_utf8(it.bytes.clone()).unwrap()))
        .collect();
    let down = |played: &Played| {
        let (_, text) = texts.iter().find(|(path, _)| *path == played.file)?;
        Some(text.split_once("-- migrate:down\n")?.1.to_owned()).filter(|it| !it.is_empty())
    };
    server.create_database("back", "template0").unwrap();
    let files = back(&server, "back", request.files.clone(), down).unwrap();
    let failures: Vec<String> =
        files.iter().filter_map(|it| leads_elsewhere(&findings, &it.file, it)).collect();
    assert!(files.len() > 4 && failures.is_empty(), "{}", failures.join("\n"));
}

/// `file` is where the way back stands.
fn leads_elsewhere(findings: &[Finding], file: &str, it: &Back) -> Option<String> {
    let found = findings.iter().find(|found| found.rule == "rollback-incomplete" && found.place.file == file);
    let said = found.map_or("", |found| found.what.as_str());
    let agrees = match (&it.refused, it.changed.is_empty()) {
        (Some(state), _) => said.contains(&format!("({state})")),
        (None, true) => said.is_empty(),
        (None, false) => {
            let listed = |fact: &String| said.contains(&format!("`{fact}` is ")) || said.ends_with(" more.");
            said.starts_with("Going back does not undo it")
                && it.changed.iter().filter(|fact| !of_changed_table(it, fact)).all(listed)
        }
    };
    (!agrees).then(|| format!("{file}: {said}, but {:?} {:?}", it.refused, it.changed))
}

/// A table that is new or gone stands for its columns.
fn of_changed_table(it: &Back, fact: &str) -> bool {
    let table = fact.split_once("column ").and_then(|(_, name)| name.split(' ').next()?.rsplit_once('.'));
    table.is_some_and(|(table, _)| it.changed.iter().any(|other| *other == format!("table {table}")))
}
