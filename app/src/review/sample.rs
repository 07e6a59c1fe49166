//! An analysis for tests, in the shape that the engine gives.

use lockgate_core::{
    digest::Digest,
    finding::{Category, Finding, Place, Severity, Span},
    plan::{Mode, Part, Plan},
    report::{Engine, Report, Summary},
    verdict::{Analysis, Risk, RiskCounts, StatementLine, Verdict},
};

fn span(sql: &str, part: &str) -> Span {
    let start = sql.find(part).expect("the part is in the text");
    Span { start, end: start + part.len() }
}

fn statement(file: &str, sql: &str, part: &str, risk: Risk) -> StatementLine {
    let span = span(sql, part);
    let line = sql[..span.start].matches('\n').count() + 1;
    StatementLine { file: file.into(), span, line, title: part.lines().next().unwrap_or("").into(), risk }
}

/// Judges a text that has BEGIN, an ALTER TABLE with DROP COLUMN over two lines, COMMIT and SELECT 1.
pub fn analysis(file: &str, sql: &str) -> Analysis {
    let parts = ["BEGIN;", "ALTER TABLE users\n  DROP COLUMN ref;", "COMMIT;", "SELECT 1;"];
    let risks = [Risk::Safe, Risk::Destructive, Risk::Safe, Risk::Safe];
    let drop = span(sql, parts[1]);
    let digest = Digest::of(sql.as_bytes());
    let part = |number, mode, statements: &[&str]| Part {
        migration: "a".into(),
        file: file.into(),
        digest: digest.clone(),
        number,
        of: 2,
        mode,
        statements: statements.iter().map(|part| span(sql, part)).collect(),
        proof: None,
    };
    let place = Place {
        file: file.into(),
        line: 3,
        column: 1,
        end_line: 4,
        end_column: 19,
        start: drop.start,
        end: drop.end,
    };
    let finding = Finding {
        rule: "column-dropped".into(),
        category: Category::Destruction,
        severity: Severity::Error,
        place,
        what: "Drops `users.ref`.".into(),
        why: "Its data is gone.".into(),
        instead: "Stop reading it first.".into(),
        fix: None,
        allowed: None,
    };
    Analysis {
        report: Report {
            version: 1,
            engine: Engine { version: "0".into(), grammar: "18".into(), rules_hash: digest.clone() },
            content_hash: digest.clone(),
            migrations: vec![],
            findings: vec![finding],
            unread: vec![],
            summary: Summary::default(),
        },
        verdict: Verdict { sentence: String::new(), risks: RiskCounts::default() },
        statements: parts.iter().zip(risks).map(|(part, risk)| statement(file, sql, part, risk)).collect(),
        plan: Plan {
            parts: vec![part(1, Mode::Own, &parts[..3]), part(2, Mode::Wrapped, &parts[3..])],
            problems: vec![],
        },
        tables: vec![],
    }
}
