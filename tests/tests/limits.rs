//! Texts that are too much for a careless reader: each ends with a result or a clear word, and in a time that grows
//! no faster than the text.

use lockgate_core::engine::{Request, analyse};
use lockgate_core::revision::SourceFile;
use lockgate_core::script::{self, ByName, Context};
use lockgate_core::verdict::Analysis;
use std::time::{Duration, Instant};

fn judged(text: String) -> Analysis {
    let files = vec![SourceFile::new("001_all.sql", text)];
    analyse(&Request { files, ..Request::default() }).unwrap()
}

#[test]
fn ten_megabytes_in_one_statement() {
    let rows = "(1, 'a row of some length, as data has it'),\n".repeat(230_000);
    assert!(rows.len() > 9_500_000);
    let analysis = judged(format!("INSERT INTO t (a, b) VALUES\n{rows}(2, 'b');"));
    assert_eq!((analysis.statements.len(), analysis.report.unread.len()), (1, 0));
    let analysis = judged(format!("SELECT '{}", "x".repeat(10 << 20)));
    assert!(analysis.report.unread[0].message.contains("unterminated"));
    assert!(analysis.report.unread[0].message.len() < 300);
}

#[test]
fn a_hundred_thousand_statements() {
    let statements: String = (0..100_000).map(|at| format!("DELETE FROM t{at} WHERE id = {at};\n")).collect();
    assert_eq!(judged(statements).statements.len(), 100_000);
}

#[test]
fn nesting_of_ten_thousand() {
    for deep in [
        format!("SELECT {}1{}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("SELECT 1{}", "+1".repeat(10_000)),
        format!("SELECT {}", "NOT ".repeat(10_000)),
        format!("SELECT {}{}", "CASE WHEN ".repeat(10_000), "END ".repeat(10_000)),
        format!("SELECT 1{}", " UNION SELECT 1".repeat(10_000)),
        format!("SELECT * FROM {}a", "(SELECT * FROM ".repeat(10_000)),
        format!("SELECT a{}", "[1]".repeat(10_000)),
    ] {
        let analysis = judged(deep + ";\nDROP TABLE b;");
        assert!(analysis.report.unread.iter().all(|it| it.message.len() < 300));
        assert!(analysis.report.findings.iter().any(|it| it.rule == "table-dropped"));
    }
}

/// How long this thread has worked; a busy machine makes it wait, and that is not the reader's fault.
fn worked(since: Instant) -> Duration {
    let own = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = own.and_then(|it| it.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// How long it takes to read and cut a text, without its grammar.
fn read(text: &str) -> Duration {
    let mut values = ByName::default();
    values.insert("a", "b".to_owned());
    let since = Instant::now();
    let before = worked(since);
    script::read(text, &Context { path: "a.sql", psql: true, values: &values, find: &|_| None });
    let psql = Context { path: "a.sql", psql: false, values: &values, find: &|_| None };
    script::read(text, &psql);
    script::split(text);
    worked(since) - before
}

/// Texts that are one thing over and over. Half a megabyte of each takes some tens of milliseconds; a reader that looks
/// at everything again for each would take minutes.
#[test]
fn reading_is_linear() {
    for part in [
        "select 1;\n",
        "'",
        "''",
        "\"",
        "$",
        "$$",
        "$a$",
        "${",
        "${a}",
        "${b}",
        "${a",
        "{{",
        "{{ a }}",
        "{% if a %}",
        "{#",
        "/*",
        "/**/",
        "--\n",
        "E'\\'",
        "E'a'\n",
        "(",
        ":",
        "::",
        ":a",
        ":'a",
        ":{?a",
        "\\",
        "\\\\",
        "\\;",
        "\\if 1\n",
        "\\if :z\n",
        "\\else\n",
        "\\set a :a:a\n",
        "\\set a b\n:a;",
        "\\gset\n",
        "select a \\gset x\n:a;",
        "\\set x 1\nselect x \\gset\n",
        "copy a from stdin;\n",
        "copy a from stdin\\;",
        "copy a from stdin;\n1\n\\.\n",
        "\\copy a from x\n",
        "\\i a.sql\n",
        "\\i b.sql\n",
        "\\q\n",
        "\\r ",
        "begin ",
        "create rule a as (;",
        "create function a() begin atomic;",
        "`",
        "\\echo `",
        "\\echo '",
        "é",
        "\0",
        "${a:-",
        "$a${a}",
    ] {
        let took = read(&part.repeat((512 << 10) / part.len()));
        assert!(took < Duration::from_secs(3), "{part:?} takes {took:?}");
    }
}
