//! Every layout as a case under `cases/layouts`, and beside it its `.listing`: order, versions, checksums, and what is
//! committed together.
//!
//! `UPDATE=1 cargo test -p lockgate-tests --test layouts` writes the listings anew; read the difference.

use lockgate_core::discovery::Layout;
use lockgate_core::engine::Request;
use lockgate_core::engine::listing::{Listing, list};
use lockgate_tests::fixture;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/layouts");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    cases.retain(|it| it.extension().is_some_and(|it| it == "sql"));
    cases.sort();
    cases
}

fn listed(case: &Path) -> Listing {
    let bundle = fixture::bundle(&fs::read_to_string(case).unwrap());
    list(&Request { files: bundle.files, ..Request::default() }).unwrap()
}

#[test]
fn every_layout_is_listed_as_its_tool_sees_it() {
    let mut failures = Vec::new();
    for case in cases() {
        let actual = listed(&case).text();
        let expected = case.with_extension("listing");
        if env::var_os("UPDATE").is_some() {
            fs::write(&expected, &actual).unwrap();
        }
        if fs::read_to_string(&expected).ok().as_deref() != Some(&actual) {
            failures.push(format!("{}\n{actual}", case.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_layout_has_its_case() {
    let cases = cases();
    for (name, _) in Layout::NAMES {
        let case = cases.iter().find(|it| it.file_stem().is_some_and(|stem| stem == *name));
        let case = case.unwrap_or_else(|| panic!("no case of {name}"));
        assert_eq!(listed(case).layout, Some(*name), "{}", case.display());
    }
}

/// The checksums of the one text whose checksums are known from elsewhere.
#[test]
fn checksums_are_the_golden_ones() {
    for (name, checksum) in [
        ("prisma", "053a0bd889b9bfbf94acd2d2bdb6225adb3db0d41976c3cd4015fc23ce32ee68"),
        ("drizzle", "053a0bd889b9bfbf94acd2d2bdb6225adb3db0d41976c3cd4015fc23ce32ee68"),
        ("drizzle-folders", "053a0bd889b9bfbf94acd2d2bdb6225adb3db0d41976c3cd4015fc23ce32ee68"),
        (
            "sqlx",
            "daec347245749b7ed52fe2292a1dd5d657ddc2f681a2c87dd4019abef827dd63f35d00de8beb5963234cbd3739823328",
        ),
        ("refinery", "10208599435087497833"),
        ("flyway", "962827315"),
        ("atlas", "FMRePCUCPT7mHQL6Z0KO1nkmCSxNuDIzQg8wEekgokk="),
    ] {
        let case = cases().into_iter().find(|it| it.file_stem().is_some_and(|stem| stem == name)).unwrap();
        assert_eq!(listed(&case).migrations[0].checksum.as_deref(), Some(checksum), "{name}");
    }
}

/// A listing that no case has is a promise nobody keeps.
#[test]
fn no_orphans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/layouts");
    for path in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        assert!(path.with_extension("sql").exists(), "{} has no case", path.display());
    }
}
