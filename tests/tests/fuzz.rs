//! Texts made by chance from the cases: no panic, no hang, no place outside of its file, nothing dropped.
//!
//! `LOCKGATE_FUZZ=600 cargo test -p lockgate-tests --test fuzz` goes on for ten minutes; without it, it is a second.
//! What ends the process leaves its text in `target/tmp/fuzz`.

use lockgate_core::engine::{Request, analyse};
use lockgate_core::finding::{Place, Span};
use lockgate_core::revision::SourceFile;
use lockgate_core::script::{self, Script, lexer::Lexer, lexer::TokenKind};
use lockgate_tests::case;
use lockgate_tests::fixture;
use lockgate_tests::mutate::mutated;
use lockgate_tests::prove::random::Dice;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

fn seeds(folder: &Path, found: &mut Vec<String>) {
    for path in case::files_under(folder, "sql") {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let bundle = fixture::bundle(&text);
        match bundle.files.is_empty() {
            true => found.push(text),
            false => found.extend(bundle.files.into_iter().map(|it| String::from_utf8(it.bytes).unwrap())),
        }
    }
}

/// Judges a text beside a file that it may name, under each kind of runner.
fn judge(text: &str, settings: &str) {
    let files = vec![
        SourceFile::new("001_all.sql", text),
        SourceFile::new("b.sql", "\\set b c\nselect :a, :b;\n\\i 001_all.sql\n"),
        SourceFile::new("lockgate.toml", settings),
    ];
    let analysis = analyse(&Request { files: files.clone(), ..Request::default() }).unwrap();
    let inside = |file: &str, start: usize, end: usize| {
        let file = files.iter().find(|it| it.path == file).expect("a file that was handed in");
        let text = std::str::from_utf8(&file.bytes).unwrap();
        assert!(text.get(start..end).is_some(), "{}: {start}..{end}", file.path);
    };
    for finding in &analysis.report.findings {
        let Place { file, start, end, .. } = &finding.place;
        inside(file, *start, *end);
        for edit in finding.fix.iter().flatten() {
            inside(&edit.file, edit.start, edit.end);
        }
    }
    for statement in &analysis.statements {
        inside(&statement.file, statement.span.start, statement.span.end);
    }
    if analysis.plan.problems.is_empty() {
        sent_as_written(
            text,
            &analysis.plan.parts.iter().flat_map(|it| it.statements.clone()).collect::<Vec<_>>(),
        );
    }
}

/// What an apply would send is what was cut from the bytes, statement by statement.
fn sent_as_written(text: &str, sent: &[Span]) {
    let cut: Vec<Span> = script::split(text).pieces.iter().map(|it| it.span).collect();
    assert_eq!(sent, cut, "the plan's statements");
}

/// Everything that is no statement is a comment, a semicolon, white space, psql's or data for COPY.
fn nothing_is_dropped(text: &str) {
    let Script { pieces, comments, .. } = script::split(text);
    let mut at = 0;
    for piece in &pieces {
        assert!(
            at <= piece.span.start && piece.span.start < piece.span.end,
            "pieces in order: {:?}",
            piece.span
        );
        at = piece.span.end;
    }
    if text.contains('\\')
        || text.to_ascii_lowercase().contains("stdin")
        || text.to_ascii_lowercase().contains("stdout")
    {
        return;
    }
    let spans: Vec<Span> = pieces.iter().map(|it| it.span).collect();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for token in Lexer::new(text, start, text.len()) {
        let held = |spans: &[Span]| {
            let next = spans.partition_point(|it| it.end <= token.span.start);
            spans.get(next).is_some_and(|it| it.start <= token.span.start && token.span.end <= it.end)
        };
        let word = &text[token.span.start..token.span.end];
        let kept =
            if token.kind == TokenKind::Comment { held(&comments) } else { held(&spans) || word == ";" };
        assert!(kept, "{word:?} at {} is lost", token.span.start);
    }
}

const SETTINGS: &[&str] = &[
    "",
    "[runner]\ntransaction = 'none'\n[placeholders]\na = 'x'\n",
    "preset = 'people-ops'\n[placeholders]\na = 'b; select 1'\nb = \"'\"\n",
];

#[test]
fn no_text_is_too_odd() {
    let seconds = env::var("LOCKGATE_FUZZ").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    let from: u64 = env::var("LOCKGATE_FUZZ_FROM").ok().and_then(|it| it.parse().ok()).unwrap_or(0);
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut texts = Vec::new();
    seeds(&cases, &mut texts);
    if let Some(more) = env::var_os("LOCKGATE_REGRESS") {
        seeds(Path::new(&more), &mut texts);
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|it| it.len() < 100_000).collect();
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&kept).unwrap();
    let last = kept.join(format!("last-{}.sql", std::process::id()));
    let (began, mut bad, mut count) = (Instant::now(), 0, 0);
    while began.elapsed() < Duration::from_secs(seconds) {
        let mut dice = Dice::new(from + count);
        let seed = dice.pick(&texts);
        let start = dice.below(seed.len());
        let part = seed.get(start..(start + 4_000).min(seed.len())).unwrap_or(seed);
        let text = mutated(if dice.below(2) == 0 { seed } else { part }, &texts, &mut dice);
        let settings = dice.pick(SETTINGS);
        fs::write(&last, &text).unwrap();
        let at = Instant::now();
        let ended = panic::catch_unwind(|| {
            nothing_is_dropped(&text);
            judge(&text, settings);
        });
        let slow = at.elapsed() > Duration::from_secs(20);
        if ended.is_err() || slow {
            bad += 1;
            eprintln!("number {}, slow {slow}, settings {settings:?}", from + count);
            fs::write(kept.join(format!("{}.sql", from + count)), &text).unwrap();
        }
        count += 1;
    }
    fs::remove_file(&last).unwrap();
    println!("{count} texts, {bad} bad");
    assert!(bad == 0 && count > 0, "{bad} of {count} texts; they are in {}", kept.display());
}
