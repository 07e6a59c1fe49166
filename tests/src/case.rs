//! The cases below `tests/cases`: finding them, handing them to the engine, and holding what is printed of them.

use crate::fixture;
use lockgate_core::engine::Request;
use std::path::{Path, PathBuf};
use std::{env, fs};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// Every file of this extension below a folder, by path.
pub fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What the engine is asked about a case.
pub fn request(case: &Path) -> Request {
    let bundle = fixture::bundle(&fs::read_to_string(case).unwrap());
    assert!(!bundle.files.is_empty(), "{} has no `-- file: NAME`", case.display());
    Request { files: bundle.files, base: bundle.base, ..Request::default() }
}

/// Whether what is printed of each case stands in the file of this extension beside it. With `UPDATE=1` it is written
/// there.
pub fn hold(cases: Vec<PathBuf>, extension: &str, print: impl Fn(&Path) -> String) {
    let mut failures = Vec::new();
    for case in cases {
        let (actual, expected) = (print(&case), case.with_extension(extension));
        if env::var_os("UPDATE").is_some() {
            fs::write(&expected, &actual).unwrap();
        }
        if fs::read_to_string(&expected).ok().as_deref() != Some(&actual) {
            failures.push(format!("{}\n{actual}", case.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
