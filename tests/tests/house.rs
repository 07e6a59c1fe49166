//! The plan of the house, held: who leans on whom, and how large a file may grow.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, process::Command};

/// Who may lean on whom. What is not here is not allowed. `tests` stands outside, as a user would.
const MAY_USE: &[(&str, &[&str])] = &[
    ("lockgate-grammar", &[]),
    ("lockgate-core", &["lockgate-grammar"]),
    ("lockgate-app", &["lockgate-core"]),
    ("lockgate-page", &["lockgate-app"]),
    ("lockgate-engine", &["lockgate-core"]),
    ("lockgate-scratch", &[]),
    ("lockgate-catalog", &["lockgate-core", "lockgate-scratch"]),
    ("lockgate", &["lockgate-app", "lockgate-core", "lockgate-catalog", "lockgate-scratch"]),
    (
        "lockgate-tests",
        &["lockgate-core", "lockgate-app", "lockgate-catalog", "lockgate-scratch", "lockgate"],
    ),
    ("xtask", &[]),
];

/// Longer than 400 lines, with the reason.
const LONG: &[(&str, &str)] =
    &[("app/src/api.rs", "the contract between the pages and the server, read as one")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What cargo itself says about our packages and whom they lean on, whatever way their manifests say it.
fn packages() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let ours = |package: &serde_json::Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        let by_path = all.filter(|it| !it["path"].is_null());
        by_path.map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = metadata["packages"].as_array().unwrap().iter();
    all.map(|it| (it["name"].as_str().unwrap().to_owned(), ours(it))).collect()
}

#[test]
fn nobody_leans_on_whom_they_may_not() {
    let packages = packages();
    assert_eq!(packages.len(), MAY_USE.len(), "{:?}", packages.keys());
    for (package, uses) in packages {
        let (_, may) =
            MAY_USE.iter().find(|(name, _)| *name == package).expect("every package is in the list");
        for used in uses {
            assert!(may.contains(&used.as_str()), "{package} may not use {used}");
        }
    }
}

/// `pg_query` is known to one room only.
#[test]
fn the_grammar_is_one_room() {
    for file in tracked() {
        let text = fs::read_to_string(root().join(&file)).unwrap_or_default();
        let code = file.ends_with(".rs") && !file.starts_with("core/grammar/") && !file.starts_with("tests/");
        let names = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code || !names.into_iter().any(|line| line.contains("pg_query::")), "{file} uses pg_query");
    }
}

/// Code and prose that git knows.
fn tracked() -> Vec<String> {
    let output = Command::new("git").args(["ls-files"]).current_dir(root()).output().unwrap();
    let files: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert!(files.len() > 100, "git names only {} files", files.len());
    files
}

#[test]
fn no_file_outgrows_its_room() {
    let written = [".rs", ".mjs", ".js", ".css", ".c", ".h", ".toml"];
    for file in tracked().iter().filter(|it| written.iter().any(|end| it.ends_with(end))) {
        let Ok(text) = fs::read_to_string(root().join(file)) else { continue };
        let allowed = LONG.iter().any(|(name, _)| name == file);
        let lines = text.lines().count();
        assert!(lines <= 400 || allowed, "{file} has {lines} lines; split it, or say in LONG why not");
    }
}
