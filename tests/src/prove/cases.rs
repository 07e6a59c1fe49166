//! The cases: files of SQL in `tests/proof`, each case under a line `-- case: NAME [from VERSION] [alone]`.

use lockgate_core::script;
use std::fs;
use std::path::{Path, PathBuf};

/// What is run, and on which versions.
#[derive(Debug, Clone)]
pub struct Case {
    pub name: String,
    /// of the file, without `.sql`
    pub group: String,
    /// the oldest version that it is about
    pub from: u16,
    /// each statement by itself; else all of them in one transaction
    pub alone: bool,
    pub statements: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proof")
}

/// What stands in the database before each case.
pub fn base() -> String {
    let file = folder().join("base/schema.sql");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Every case, by file and then as written.
pub fn all() -> Vec<Case> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "sql"));
    files.sort();
    let cases: Vec<Case> = files.iter().flat_map(|file| in_file(file)).collect();
    let mut names: Vec<&str> = cases.iter().map(|it| it.name.as_str()).collect();
    names.sort();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two cases have one name");
    cases
}

fn in_file(file: &Path) -> Vec<Case> {
    let group = file.file_stem().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(file).unwrap();
    let parts = text.split("-- case: ").skip(1);
    parts.map(|part| case(&group, part.split_once('\n').unwrap_or((part, "")))).collect()
}

fn case(group: &str, (head, body): (&str, &str)) -> Case {
    let words: Vec<&str> = head.split_whitespace().collect();
    let after = |word: &str| words.iter().position(|it| *it == word).map(|at| words[at + 1]);
    let case = Case {
        name: words[0].to_owned(),
        group: group.to_owned(),
        from: after("from").map_or(*super::servers::VERSIONS.start(), |it| it.parse().unwrap()),
        alone: words.contains(&"alone"),
        statements: statements(body),
    };
    assert!(!case.statements.is_empty(), "the case {} says nothing", case.name);
    case
}

/// The statements of a script, without what stands between them.
pub fn statements(text: &str) -> Vec<String> {
    let pieces = script::split(text).pieces;
    pieces.iter().map(|it| text[it.span.start..it.span.end].to_owned()).collect()
}
