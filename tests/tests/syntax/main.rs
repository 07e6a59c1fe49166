//! PostgreSQL's own regression tests, statement by statement: what it calls a syntax error, and nothing else, is one to
//! us; and what its psql sends is what our script room cuts.
//!
//! `cargo xtask prove-syntax FOLDER` runs this; FOLDER is `src/test/regress` of PostgreSQL's source.

mod different;
mod sent;
mod server;

use lockgate_core::finding::Span;
use lockgate_core::revision::SourceFile;
use lockgate_core::script::{self, ByName, Context, Piece, PieceKind, Script};
use lockgate_core::statement::Reader;
use lockgate_tests::mutate::once;
use lockgate_tests::prove::random::Dice;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the regression tests lie, and whether they are this many.
fn folder() -> PathBuf {
    let folder = env::var_os("LOCKGATE_REGRESS").expect("LOCKGATE_REGRESS names no folder");
    PathBuf::from(folder)
}

/// The SQL files, by name.
fn files() -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = fs::read_dir(folder().join("sql"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            SourceFile::new(name, fs::read(&path).unwrap())
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 150, "{} files", files.len());
    files
}

/// What the tests ask the environment for.
fn environment() -> BTreeMap<String, String> {
    let folder = folder().to_string_lossy().into_owned();
    let names = [
        ("PG_ABS_SRCDIR", folder.as_str()),
        ("PG_ABS_BUILDDIR", &folder),
        ("PG_LIBDIR", "lib"),
        ("PG_DLSUFFIX", ".so"),
    ];
    names.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// The text of a file; one is in another encoding on purpose.
fn text(file: &SourceFile) -> Option<&str> {
    std::str::from_utf8(&file.bytes).ok()
}

fn read<'a>(path: &'a str, text: &'a str, values: &BTreeMap<String, String>) -> Script<'a> {
    let mut named = ByName::default();
    for (name, value) in values {
        named.insert(name, value.clone());
    }
    script::read(text, &Context { path, psql: true, values: &named, find: &|_| None })
}

fn words<'s>(script: &'s Script, piece: &Piece) -> &'s str {
    &script.text[piece.span.start..piece.span.end]
}

fn cut<'s>(script: &'s Script, piece: &Piece) -> sent::Cut<'s> {
    let behind = script.text[piece.span.end..].trim_start_matches([';', ' ', '\n']);
    let kind = match piece.kind {
        _ if piece.unknown => sent::Kind::Unknown,
        PieceKind::CopyWithData { .. } => sent::Kind::Answered,
        PieceKind::Statement if behind.starts_with('\\') => sent::Kind::Answered,
        PieceKind::Statement => sent::Kind::Plain,
    };
    sent::Cut { words: words(script, piece), kind, conditional: piece.conditional }
}

#[test]
#[ignore = "needs PostgreSQL's source: cargo xtask prove-syntax FOLDER"]
fn syntax_errors_are_postgresql_s() {
    let mut server = server::Server::start();
    let (mut count, mut unknown, mut refused) = (0, 0, 0);
    let mut different = different::Listed::new(server.major);
    for file in &files() {
        let Some(text) = text(file) else { continue };
        let script = read(&file.path, text, &environment());
        let reader = Reader { text: &script.text, postgres: 15 };
        for piece in &script.pieces {
            if piece.unknown {
                unknown += 1;
                continue;
            }
            count += 1;
            let theirs = server.refuses(words(&script, piece));
            let ours = reader.read(piece.span).err().map(|error| error.message);
            refused += usize::from(ours.is_some());
            if theirs.is_some() != ours.is_some() {
                different.see(
                    &file.path,
                    words(&script, piece),
                    &format!("theirs {theirs:?}, ours {ours:?}"),
                );
            }
        }
    }
    println!(
        "{count} statements, {refused} syntax errors, {unknown} with a value that only a run knows, {} listed differences",
        different.seen()
    );
    different.check();
    assert!(count > 20_000, "{count} statements");
}

/// What one of psql's own runs sends, beside what we cut.
#[test]
#[ignore = "needs PostgreSQL's source: cargo xtask prove-syntax FOLDER"]
fn psql_sends_what_is_cut() {
    let server = server::Server::start();
    let mut tally = sent::Tally::default();
    for file in &files() {
        let Some(text) = text(file) else { continue };
        let script = read(&file.path, text, &environment());
        let ours: Vec<sent::Cut> = script.pieces.iter().map(|piece| cut(&script, piece)).collect();
        let path: &Path = &folder().join("sql").join(&file.path);
        tally.compare(&file.path, &ours, &server.run(path, &environment()));
    }
    println!("{tally}");
    assert!(tally.alike > 20_000, "{tally}");
    different::check_sent(&tally.different);
}

/// Statements that were changed by chance are refused alike, too. The grammar is that of PostgreSQL 18; so must be the
/// server, or every difference of the versions shows.
#[test]
#[ignore = "needs PostgreSQL's source: cargo xtask prove-syntax FOLDER"]
fn changed_statements_are_refused_alike() {
    let mut server = server::Server::start();
    assert!(server.major >= 18, "PostgreSQL {} has another grammar", server.major);
    let files = files();
    let texts: Vec<&str> = files.iter().filter_map(text).collect();
    let pieces: Vec<&str> =
        texts.iter().flat_map(|text| statements(text)).filter(|it| it.len() < 2_000).collect();
    let (mut alike, mut refused, mut different) = (0, 0, Vec::new());
    let count = env::var("LOCKGATE_CHANGED").ok().and_then(|it| it.parse().ok()).unwrap_or(20_000);
    for number in 0..count {
        let mut dice = Dice::new(number);
        let changed = once(dice.pick::<&str>(&pieces), &pieces, &mut dice);
        for statement in statements(&changed).into_iter().filter(|it| !it.contains('\0')) {
            let theirs = server.refuses(statement);
            let span = Span { start: 0, end: statement.len() };
            let ours = Reader { text: statement, postgres: 18 }.read(span).err().map(|it| it.message);
            refused += usize::from(ours.is_some());
            match theirs.is_some() == ours.is_some() {
                true => alike += 1,
                false if ours.as_ref().is_some_and(|it| it.starts_with("nested too deeply")) => {}
                false => different.push(format!("{number}: {statement}\n  theirs {theirs:?}, ours {ours:?}")),
            }
        }
    }
    println!("{alike} statements alike, {refused} of them refused, {} different", different.len());
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn statements(text: &str) -> Vec<&str> {
    script::split(text).pieces.iter().map(|it| &text[it.span.start..it.span.end]).collect()
}
