//! The rules of locks against what PostgreSQL 13 to 18 did (`docs/proof.md`): all that rewrites, reads or builds under a
//! strong lock is found, and nothing else is an error of that kind.

use lockgate_core::engine::{Request, analyse};
use lockgate_core::finding::{Category, Finding, Severity};
use lockgate_core::revision::SourceFile;
use lockgate_core::statement::LockMode;
use lockgate_tests::prove::observe::Outcome;
use lockgate_tests::prove::{cases, page, predict, servers};
use std::fs;

/// What the rules say of statements that run in one transaction, unless they run `alone`, on the schema of all cases.
fn findings(case: &cases::Case, version: u16) -> Vec<Finding> {
    let (begin, end) = if case.alone { ("", "") } else { ("BEGIN;\n", ";\nCOMMIT") };
    let text = format!("{begin}{}{end};\n", case.statements.join(";\n"));
    let files = vec![
        SourceFile::new("001_base.sql", cases::base()),
        SourceFile::new("002_case.sql", text),
        SourceFile::new("lockgate.toml", "runner.transaction = 'none'"),
    ];
    let request = Request { files, postgres: Some(version), ..Request::default() };
    let mut findings = analyse(&request).unwrap().report.findings;
    findings.retain(|it| it.place.file == "002_case.sql");
    findings
}

/// Cases in which nobody waits for the work that was seen, and why.
const APART: &[(&str, &str)] =
    &[("alter-after-update-pending-fk", "the rows are changed before the table is locked")];

/// Rules that speak of such work, besides those about locks: TRUNCATE makes a new file too.
const ALSO: &[&str] = &["data-deleted"];

/// Whether something was done for which others had to wait: under a lock of SHARE or more on a table that was there.
fn is_heavy(it: &Outcome) -> bool {
    let strong = |name: &str| predict::mode_of(&it.locks, name).is_some_and(|mode| mode >= LockMode::Share);
    let works = !it.rewrites.is_empty() || !it.scans.is_empty() || !it.builds.is_empty();
    works && it.locks.keys().any(|name| strong(name))
}

#[test]
fn all_that_makes_others_wait_is_found_and_nothing_else_is() {
    let page = fs::read_to_string(page::path()).unwrap();
    let (mut wrong, mut heavy, mut light) = (Vec::new(), 0, 0);
    for version in servers::VERSIONS {
        for case in cases::all().into_iter().filter(|it| it.from <= version) {
            let told = page::told(&page, &case.name, version).unwrap_or_else(|| panic!("no {}", case.name));
            let outcome = page::outcome(told);
            if outcome.refused.is_some() || APART.iter().any(|(name, _)| *name == case.name) {
                continue;
            }
            let findings = findings(&case, version);
            let speaks = |it: &Finding| it.category == Category::Locks || ALSO.contains(&it.rule.as_str());
            let blames = |it: &Finding| it.category == Category::Locks && it.severity == Severity::Error;
            let names = || findings.iter().map(|it| it.rule.as_str()).collect::<Vec<_>>().join(", ");
            if is_heavy(&outcome) {
                heavy += 1;
                if !findings.iter().any(speaks) {
                    wrong.push(format!("{version} {}: nothing is found, and it does: {told}", case.name));
                }
            } else {
                light += 1;
                if findings.iter().any(blames) {
                    wrong.push(format!("{version} {}: {}, and it only does: {told}", case.name, names()));
                }
            }
        }
    }
    println!("{heavy} statements are heavy, {light} are not");
    assert!(heavy > 400 && light > 800, "only {heavy} and {light} cases");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
