//! How long a verdict takes, beside the grammar's own parse and scan of the same bytes:
//! `cargo bench -p lockgate-core`.
#![allow(unsafe_code, reason = "the grammar alone is called as C has it, without anything of ours")]

use divan::{Bencher, black_box, counter::BytesCount};
use lockgate_core::engine::{Request, analyse};
use lockgate_core::revision::SourceFile;
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

/// A keystroke in a file of a thousand lines: the playground judges all of it again.
#[divan::bench]
fn thousand_lines(bencher: Bencher) {
    let request = Request { files: folder(1, 56), ..Request::default() };
    bencher.counter(bytes(&request.files)).bench(|| analyse(&request));
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
