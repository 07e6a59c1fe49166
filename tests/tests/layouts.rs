//! Every layout as a case under `cases/layouts`, and beside it its `.listing`: order, versions, checksums, and what is
//! committed together.
//!
//! `UPDATE=1 cargo test -p lockgate-tests --test layouts` writes the listings anew; read the difference.

use lockgate_core::discovery::Layout;
use lockgate_core::engine::listing::{Listing, list};
use lockgate_tests::case;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    case::root().join("layouts")
}

fn cases() -> Vec<PathBuf> {
    case::files_under(&folder(), "sql")
}

fn listed(case: &Path) -> Listing {
    list(&case::request(case)).unwrap()
}

#[test]
fn every_layout_is_listed_as_its_tool_sees_it() {
    case::hold(cases(), "listing", |case| listed(case).text());
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
    for path in case::files_under(&folder(), "listing") {
        assert!(path.with_extension("sql").exists(), "{} has no case", path.display());
    }
}
