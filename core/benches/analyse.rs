//! How long a verdict takes: `cargo bench -p lockgate-core`.

use divan::{Bencher, counter::BytesCount};
use lockgate_core::engine::{Request, analyse};
use lockgate_core::revision::SourceFile;

fn main() {
    divan::main();
}

/// One file with a table, its foreign key and its index, over and over.
#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn statements(bencher: Bencher, count: usize) {
    let table = |at: usize| {
        format!(
            "CREATE TABLE t{at} (id bigint PRIMARY KEY, parent bigint REFERENCES t{at} (id), note text);\n\
             CREATE INDEX t{at}_parent_idx ON t{at} (parent);\n"
        )
    };
    judge(bencher, vec![SourceFile::new("001_all.sql", (0..count / 2).map(table).collect::<String>())]);
}

/// As many files, each altering one table.
#[divan::bench(args = [10, 100, 1_000])]
fn files(bencher: Bencher, count: usize) {
    let file = |at: usize| {
        SourceFile::new(format!("{at:05}_add.sql"), format!("ALTER TABLE users ADD COLUMN c{at} text;\n"))
    };
    judge(bencher, (0..count).map(file).collect());
}

fn judge(bencher: Bencher, files: Vec<SourceFile>) {
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    let request = Request { files, ..Request::default() };
    bencher.counter(BytesCount::new(bytes)).bench(|| analyse(&request));
}
