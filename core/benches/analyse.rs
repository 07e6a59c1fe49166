//! How long a verdict takes, beside the grammar's own parse and scan of the same bytes:
//! `cargo bench -p lockgate-core`.
#![allow(unsafe_code, reason = "the grammar alone is called as C has it, without anything of ours")]

use divan::{Bencher, black_box, counter::BytesCount};
use lockgate_core::engine::{Engine, Request, analyse};
use lockgate_core::revision::SourceFile;
use serde_json::json;
use std::ffi::{CString, c_char, c_void};

fn main() {
    divan::main();
}

/// What a project writes for one table, with a reference to the table before: ten statements.
fn migration(number: usize) -> String {
    include_str!("account.sql")
        .replace("{table}", &format!("account_{number:05}"))
        .replace("{parent}", &format!("account_{:05}", number.saturating_sub(1)))
        .replace("{number}", &number.to_string())
}

fn folder(files: usize, tables: usize) -> Vec<SourceFile> {
    let file = |file: usize| {
        let text: String = (0..tables).map(|table| migration(file * tables + table)).collect();
        SourceFile::new(format!("{:05}_account.sql", file + 1), text)
    };
    (0..files).map(file).collect()
}

/// Files and tables in each: folders, and one file of 1 MB and of 10 MB.
const SHAPES: [(usize, usize); 4] = [(1_000, 1), (10_000, 1), (1, 970), (1, 9_700)];

#[divan::bench(args = SHAPES, sample_count = 5)]
fn verdict(bencher: Bencher, (files, tables): (usize, usize)) {
    let request = Request { files: folder(files, tables), ..Request::default() };
    bencher.counter(bytes(&request.files)).bench(|| analyse(&request));
}

/// The limit: the same bytes, file by file, parsed and scanned by the C library.
#[divan::bench(args = SHAPES, sample_count = 5)]
fn grammar(bencher: Bencher, (files, tables): (usize, usize)) {
    let files = folder(files, tables);
    let texts: Vec<CString> = files.iter().map(|it| CString::new(&*it.bytes).unwrap_or_default()).collect();
    bencher.counter(bytes(&files)).bench(|| texts.iter().for_each(|text| parse_and_scan(black_box(text))));
}

/// As the playground's worker does it, from JSON to JSON.
#[divan::bench(name = "keystroke in 1,000 lines")]
fn keystroke_in_a_thousand_lines(bencher: Bencher) {
    keystrokes(bencher, folder(1, 56));
}

#[divan::bench(name = "last of 1,000 files changed")]
fn last_of_a_thousand_files(bencher: Bencher) {
    keystrokes(bencher, folder(1_000, 1));
}

/// The same with a finding in each file, which is found at the end.
#[divan::bench(name = "last of 1,000 files changed, 1,000 findings")]
fn last_of_a_thousand_files_with_findings(bencher: Bencher) {
    let mut files = folder(1_000, 1);
    for (at, file) in files.iter_mut().enumerate() {
        let text = format!("CREATE TABLE note_{at} (account_id bigint REFERENCES account_00000 (id));\n");
        file.bytes.extend(text.into_bytes());
    }
    keystrokes(bencher, files);
}

/// Types at the end of the last file, letter after letter.
fn keystrokes(bencher: Bencher, files: Vec<SourceFile>) {
    let mut last = files[files.len() - 1].clone();
    last.bytes.extend(b"-- ");
    let mut engine = Engine::default();
    engine.judge_json(&json!({ "open": { "files": files } }).to_string());
    bencher.bench_local(move || {
        last.bytes.push(b'a');
        engine.judge_json(&json!({ "update": { "files": [last] } }).to_string())
    });
}

fn bytes(files: &[SourceFile]) -> BytesCount {
    BytesCount::new(files.iter().map(|file| file.bytes.len()).sum::<usize>())
}

#[repr(C)]
struct Protobuf {
    len: usize,
    data: *mut c_char,
}

/// Of parsing and of scanning alike.
#[repr(C)]
struct Answer {
    protobuf: Protobuf,
    stderr_buffer: *mut c_char,
    error: *mut c_void,
}

unsafe extern "C" {
    fn pg_query_parse_protobuf(input: *const c_char) -> Answer;
    fn pg_query_free_protobuf_parse_result(answer: Answer);
    fn pg_query_scan(input: *const c_char) -> Answer;
    fn pg_query_free_scan_result(answer: Answer);
}

fn parse_and_scan(text: &CString) {
    // SAFETY: the text ends in NUL and outlives the calls; each answer is freed once.
    unsafe {
        pg_query_free_protobuf_parse_result(pg_query_parse_protobuf(text.as_ptr()));
        pg_query_free_scan_result(pg_query_scan(text.as_ptr()));
    }
}
