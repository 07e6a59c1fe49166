//! What the engine says of statements: against what PostgreSQL 13 to 18 did (`docs/proof.md`), and against what the
//! pages of rules claim.

use lockgate_core::rules;
use lockgate_tests::prove::{cases, compare, listed, page, predict, servers};
use std::fs;

#[test]
fn the_engine_says_what_the_servers_did() {
    let page = fs::read_to_string(page::path()).unwrap();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for version in servers::VERSIONS {
        let base = predict::base(version).unwrap();
        for case in cases::all().into_iter().filter(|it| it.from <= version) {
            let told = page::told(&page, &case.name, version).unwrap_or_else(|| panic!("no {}", case.name));
            let foretold = base.predict(&case.statements, case.alone);
            let differences = compare::differences(&foretold, &page::outcome(told), !case.alone);
            seen += 1;
            if !differences.is_empty() {
                wrong.push(format!("{version} {}: {}", case.name, differences.join("; ")));
            }
        }
    }
    assert!(seen > 2000, "only {seen} cases");
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the issue of the engine allows.
#[test]
fn few_random_statements_differ() {
    let page = fs::read_to_string(page::path()).unwrap();
    assert!(listed::pairs(&page) >= 20_000, "only {} pairs", listed::pairs(&page));
    let listed: Vec<_> = servers::VERSIONS.flat_map(|version| listed::listed(&page, version)).collect();
    assert!(listed.len() <= 20, "{} are listed", listed.len());
    assert!(!page.contains(listed::UNEXPLAINED), "a reason is missing");
}

/// A sentence of a rule's page, a statement that it is about, and what the engine says of that.
const CLAIMS: &[(&str, &str, &str, &str)] = &[
    ("blocking-index-build", "CREATE INDEX takes a SHARE lock", "create index on t (b)", "t SHARE;"),
    (
        "blocking-index-build",
        "PRIMARY KEY or EXCLUDE constraint that builds its own index does so under an ACCESS EXCLUSIVE lock",
        "alter table ul add primary key (id)",
        "ul ACCESS EXCLUSIVE; builds ul;",
    ),
    ("blocking-reindex", "REINDEX takes a SHARE lock on the table", "reindex table t", "t SHARE,"),
    (
        "blocking-foreign-key",
        "takes a SHARE ROW EXCLUSIVE lock on both tables",
        "alter table c add foreign key (t_id) references t",
        "c SHARE ROW EXCLUSIVE, t SHARE ROW EXCLUSIVE;",
    ),
    (
        "blocking-domain-check",
        "take a SHARE lock on each of those tables and read all of it",
        "alter domain dom set not null",
        "t SHARE; scans t;",
    ),
    (
        "blocking-view-refresh",
        "It takes an EXCLUSIVE lock all the same",
        "refresh materialized view concurrently mv",
        "mv EXCLUSIVE",
    ),
    (
        "partition-locks-parent",
        "take an ACCESS EXCLUSIVE lock on the partitioned table",
        "create table p3 partition of p for values from (3000) to (4000)",
        "p ACCESS EXCLUSIVE;",
    ),
    (
        "partition-locks-parent",
        "ATTACH PARTITION takes only a SHARE UPDATE EXCLUSIVE lock",
        "alter table p attach partition pnc for values from (2000) to (3000)",
        "p SHARE UPDATE EXCLUSIVE",
    ),
    (
        "other-table-locked",
        "take an ACCESS EXCLUSIVE lock on the table that it points at",
        "alter table c drop constraint c_fk",
        "r ACCESS EXCLUSIVE;",
    ),
    (
        "sequence-changed",
        "takes a SHARE ROW EXCLUSIVE lock and gives the sequence a new file",
        "alter sequence s restart with 5",
        "s SHARE ROW EXCLUSIVE; rewrites s;",
    ),
    (
        "data-deleted",
        "TRUNCATE takes an ACCESS EXCLUSIVE lock",
        "truncate ser",
        "ser ACCESS EXCLUSIVE; rewrites ser",
    ),
    ("table-dropped", "It takes an ACCESS EXCLUSIVE", "drop table c", "c ACCESS EXCLUSIVE"),
    (
        "type-dropped",
        "takes an ACCESS EXCLUSIVE lock on each of their tables",
        "drop type mood cascade",
        "t ACCESS EXCLUSIVE",
    ),
];

#[test]
fn pages_of_rules_claim_what_the_engine_says() {
    let base = predict::base(15).unwrap();
    for (rule, sentence, statement, said) in CLAIMS {
        let rule = rules::find(rule).unwrap();
        let page = rule.page();
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(sentence), "{} no longer says: {sentence}", rule.name);
        let foretold = base.predict(&[(*statement).to_owned()], false);
        let words = page::words(&foretold.outcome) + ";";
        assert!(words.contains(said), "{}: `{statement}` does: {words}", rule.name);
    }
}
