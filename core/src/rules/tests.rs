//! The table keeps its own laws, and every page tells the truth.

use super::*;
use crate::engine::{Request, analyse};
use crate::revision::{FileDigest, SETTINGS_FILE, SourceFile};

/// The fenced blocks of one language under a heading of a rule's page.
fn blocks(rule: &Rule, heading: &str, language: &str) -> Vec<String> {
    let page = rule.page();
    let section = page.split("\n## ").find(|it| it.lines().next() == Some(heading)).unwrap_or_default();
    let fence = format!("```{language}\n");
    let parts = section.split(fence.as_str()).skip(1);
    parts.map(|part| part.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// A finding as far as an example says it: file, rule, and the marked words' line and columns.
type Mark = (String, String, Option<(usize, usize, usize)>);

/// The files of an example, the accepted ones among them, and what it says will be found.
fn example(sql: &str) -> (Vec<SourceFile>, Vec<SourceFile>, Vec<Mark>) {
    let (mut files, mut base, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    let (mut name, mut text, mut in_base, mut line) = ("001_example.sql".to_owned(), String::new(), false, 0);
    let mut marked = 0;
    let mut close = |name: &str, text: &mut String, in_base: bool| {
        if !text.trim().is_empty() {
            let file = SourceFile::new(name, std::mem::take(text));
            if in_base { base.push(file) } else { files.push(file) }
        }
    };
    for words in sql.lines() {
        if let Some(head) = words.strip_prefix("-- file: ").or(words.strip_prefix("-- base: ")) {
            close(&name, &mut text, in_base);
            in_base = words.starts_with("-- base: ");
            let mut parts = head.split(' ');
            (name, line) = (parts.next().unwrap().to_owned(), 0);
            marks.extend(parts.map(|rule| (name.clone(), rule.to_owned(), None)));
            continue;
        }
        line += 1;
        match mark(words) {
            Some((from, to, rule)) => marks.push((name.clone(), rule.to_owned(), Some((marked, from, to)))),
            None => marked = line,
        }
        text += &format!("{words}\n");
    }
    close(&name, &mut text, in_base);
    (files, base, marks)
}

/// `--    ^^^ rule` and `------ rule` mark columns of the line above, or of the one above other marks.
fn mark(line: &str) -> Option<(usize, usize, &str)> {
    let rule = line.split(' ').next_back().filter(|rule| find(rule).is_some())?;
    let signs = line.strip_suffix(rule)?.trim_end();
    if !signs.starts_with("--") || !signs.bytes().all(|byte| b"-^ ".contains(&byte)) {
        return None;
    }
    let from = signs.find('^').unwrap_or(0);
    Some((from + 1, signs.len() + 1, rule))
}

/// What the engine says to an example, in the same words, and whether it knows an edit for the rule's own finding.
fn found(rule: &Rule, sql: &str) -> (Vec<Mark>, Vec<Mark>, bool) {
    let (mut files, base, mut marks) = example(sql);
    let settings = blocks(rule, "Settings", "toml").concat();
    files.push(SourceFile::new(SETTINGS_FILE, settings));
    let base = (!base.is_empty()).then(|| base.iter().map(FileDigest::from).collect());
    let analysis = analyse(&Request { files, base, ..Request::default() }).expect("the page's settings");
    assert_eq!(analysis.report.unread, [], "an example of {} is no SQL", rule.name);
    let fixes = analysis.report.findings.iter().any(|it| it.rule == rule.name && it.fix.is_some());
    let mut found: Vec<Mark> = analysis
        .report
        .findings
        .into_iter()
        .map(|it| {
            let at = &it.place;
            assert_eq!(at.line, at.end_line, "{} points at several lines", it.rule);
            let words = (at.start < at.end).then_some((at.line, at.column, at.end_column));
            (at.file.clone(), it.rule, words)
        })
        .collect();
    found.sort();
    marks.sort();
    (found, marks, fixes)
}

#[test]
fn every_page_tells_the_truth() {
    let mut lies = Vec::new();
    for rule in ALL {
        let (bad, good) = (blocks(rule, "Bad", "sql"), blocks(rule, "Good", "sql"));
        assert!(!bad.is_empty() && !good.is_empty(), "{} needs Bad and Good", rule.name);
        let mut mends = false;
        for sql in bad {
            let (found, marks, mended) = found(rule, &sql);
            mends |= mended;
            if !marks.iter().any(|mark| mark.1 == rule.name) || found != marks {
                lies.push(format!("a Bad example of {}:\n{sql}found {found:?}\n said {marks:?}", rule.name));
            }
        }
        for sql in good {
            let (found, ..) = found(rule, &sql);
            if !found.is_empty() {
                lies.push(format!("a Good example of {}:\n{sql}found {found:?}", rule.name));
            }
        }
        assert_eq!(rule.fix, mends, "whether {} knows an edit is shown by its Bad examples", rule.name);
    }
    assert!(lies.is_empty(), "{}", lies.join("\n\n"));
}

#[test]
fn names_are_unique_and_speak_of_the_hazard() {
    for (i, rule) in ALL.iter().enumerate() {
        assert!(ALL[..i].iter().all(|it| it.name != rule.name), "{} is there twice", rule.name);
        let plain = rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(plain, "{} is not in small letters and dashes", rule.name);
        for word in ["ban", "prefer", "require", "no", "disallow", "avoid"] {
            assert_ne!(rule.name.split('-').next(), Some(word), "{} commands; name what happens", rule.name);
        }
    }
}

#[test]
fn every_page_has_its_parts() {
    for rule in ALL {
        let page = rule.page();
        let mut sections = page.split("\n## ");
        let (intro, rest) = (sections.next().unwrap(), sections.collect::<Vec<_>>());
        assert!(rule.what().ends_with('.'), "{} does not say what in one sentence", rule.name);
        assert!(intro.trim().contains("\n\n"), "{} does not say why", rule.name);
        for part in ["Bad", "Good", "Instead"] {
            assert!(rest.iter().any(|it| it.starts_with(part)), "{} has no {part}", rule.name);
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may look at its own source")]
fn the_file_is_named_as_the_rule() {
    for rule in ALL {
        let path = format!("{}/src/rules/{}.rs", env!("CARGO_MANIFEST_DIR"), rule.name.replace('-', "_"));
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(source.contains(&format!("\"{}\"", rule.name)), "{path} does not hold {}", rule.name);
    }
}

#[test]
fn the_catalogue_is_answered_once() {
    let rows = catalogue::rows();
    assert!(rows.len() > 400, "only {} rows", rows.len());
    for (at, row) in rows.iter().enumerate() {
        assert!(rows[..at].iter().all(|it| it.id != row.id), "{} is there twice", row.id);
        let (covered, refused) = (row.rules().next().is_some(), row.reason.is_some());
        assert!(!(covered && refused), "{} has a rule, and a reason why it has none", row.id);
        assert!(row.reason.is_none_or(|it| it.ends_with('.')), "the reason of {} is no sentence", row.id);
    }
    for rule in ALL {
        for (at, id) in rule.covers.iter().enumerate() {
            assert!(rows.iter().any(|it| it.id == *id), "{} covers {id}, which is no hazard", rule.name);
            assert!(!rule.covers[..at].contains(id), "{} covers {id} twice", rule.name);
        }
    }
}
