//! Every case under `cases/`: a bundle of files, and beside it the text that the engine must print.
//!
//! `UPDATE=1 cargo test -p lockgate-tests --test cases` writes the expectations anew; read the difference.

use lockgate_core::engine::{Request, analyse, analyse_json};
use lockgate_core::report::{json, text};
use lockgate_core::{rules, verdict::Analysis};
use lockgate_tests::case::{self, files_under, request, root};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn judged(request: &Request) -> Analysis {
    analyse(request).unwrap_or_else(|error| panic!("{error}"))
}

/// The only function that knows how a case is run.
fn printed(case: &Path) -> String {
    let request = request(case);
    text::render(&judged(&request), &request.files, false)
}

#[test]
fn every_case_prints_what_it_should() {
    let cases = files_under(&root(), "sql");
    assert!(cases.len() >= rules::ALL.len(), "only {} cases", cases.len());
    case::hold(cases, "expected", printed);
}

/// Every `.expected` belongs to a `.sql`; a golden nobody reads is a promise nobody keeps.
#[test]
fn no_orphans() {
    for golden in files_under(&root(), "expected") {
        assert!(golden.with_extension("sql").exists(), "{} has no case", golden.display());
    }
}

/// Each rule has a case of its name, in which it speaks.
#[test]
fn every_rule_has_its_case() {
    for rule in rules::ALL {
        let case = root().join("rules").join(format!("{}.sql", rule.name));
        assert!(case.exists(), "no {}", case.display());
        let found = judged(&request(&case)).report.findings.iter().any(|it| it.rule == rule.name);
        assert!(found, "{} is silent in its own case", rule.name);
    }
}

/// The report says the same through the door of the browser, and its JSON reads back as itself.
#[test]
fn one_engine_two_doors() {
    for case in files_under(&root(), "sql") {
        let request = request(&case);
        let analysis = judged(&request);
        let answer = analyse_json(&serde_json::to_string(&request).unwrap());
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let through: Analysis = serde_json::from_value(answer["ok"].clone()).unwrap();
        assert_eq!(json::render(&through.report), json::render(&analysis.report), "{}", case.display());
        assert_eq!(through, analysis);
    }
}

/// What is told of a secret never holds it.
#[test]
fn secrets_are_not_repeated() {
    let request = request(&root().join("rules/credential-exposed.sql"));
    let analysis = judged(&request);
    let told = json::render(&analysis.report) + &text::render(&analysis, &request.files, false);
    for secret in ["Winter2025!", "$2a$10$N9qo8", "geheim", "only4reports"] {
        assert!(!told.contains(secret), "`{secret}` is told");
    }
}

/// Every report keeps to the published schema, and the schema is not one that takes anything.
#[test]
fn reports_keep_to_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/report.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut severities = BTreeSet::new();
    let mut report = serde_json::Value::Null;
    for case in files_under(&root(), "sql") {
        report = serde_json::from_str(&json::render(&judged(&request(&case)).report)).unwrap();
        let faults: Vec<String> =
            schema.iter_errors(&report).map(|it| format!("{it} at {}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {}", case.display(), faults.join("\n"));
        let findings = report["findings"].as_array().unwrap();
        severities.extend(findings.iter().map(|it| it["severity"].to_string()));
    }
    assert_eq!(severities.len(), 3, "the cases show every severity");
    report["version"] = 2.into();
    assert!(!schema.is_valid(&report), "a report of version 2 keeps to the schema of version 1");
}

/// Lines and columns count characters from 1, as an independent count says too.
#[test]
fn positions_are_where_they_say() {
    for case in files_under(&root(), "sql") {
        let request = request(&case);
        for finding in judged(&request).report.findings {
            let at = &finding.place;
            let Some(file) = request.files.iter().find(|file| file.path == at.file) else { continue };
            let text = std::str::from_utf8(&file.bytes).unwrap();
            let before = &text[..at.start];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let counted = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
            assert_eq!((at.line, at.column), counted, "{}: {}", case.display(), finding.what);
            assert!(text.get(at.start..at.end).is_some(), "{}: {}", case.display(), finding.what);
        }
    }
}
