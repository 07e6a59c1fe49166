//! `cargo xtask sizes`: what travels to the browser stays within its limits, and no grammar travels with the page.

use crate::{part, paths, step::step};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path};

struct Limit {
    what: &'static str,
    /// What the files' paths below `target/dist` begin with.
    start: &'static str,
    kilobytes: u64,
}

const LIMITS: [Limit; 3] = [
    Limit { what: "page", start: "page-", kilobytes: 250 },
    Limit { what: "engine", start: "engine-", kilobytes: 500 },
    Limit { what: "editor", start: "editor-", kilobytes: 120 },
];

/// Texts of PostgreSQL's parser and of libpg_query, which nobody else has. The engine has them all.
const OF_THE_GRAMMAR: [&str; 3] =
    ["zero-length delimited identifier", "unterminated quoted identifier", "improper use of \"*\""];

/// Needs `target/dist` as it ships.
pub fn check() -> Result<()> {
    step("Sizes", || {
        let files = part::files_below(&paths::dist())?;
        let below = |start: &str, end: &str| -> Result<Vec<&Path>> {
            let found: Vec<&Path> = files
                .iter()
                .filter(|it| {
                    it.strip_prefix(paths::dist()).is_ok_and(|it| it.to_string_lossy().starts_with(start))
                })
                .filter(|it| it.to_string_lossy().ends_with(end))
                .map(AsRef::as_ref)
                .collect();
            ensure!(!found.is_empty(), "target/dist has no {start}*{end}: is it as it ships?");
            Ok(found)
        };
        for limit in &LIMITS {
            let sizes = below(limit.start, ".br")?.into_iter().map(|it| Ok(fs::metadata(it)?.len()));
            limit.hold(sizes.sum::<Result<u64>>()?)?;
        }
        let has = |start: &str, text: &str| -> Result<bool> {
            let module = below(start, ".wasm")?.into_iter().next().context("a module")?;
            Ok(fs::read(module)?.windows(text.len()).any(|it| it == text.as_bytes()))
        };
        for text in OF_THE_GRAMMAR {
            ensure!(
                has("engine-", text)?,
                "the engine has no {text:?}, so the page's lack of it proves nothing"
            );
            ensure!(!has("page-", text)?, "the page holds the grammar: {text:?} is in its module");
        }
        Ok(())
    })
}

impl Limit {
    fn hold(&self, bytes: u64) -> Result<()> {
        let Self { what, kilobytes, .. } = self;
        eprintln!("    {what}: {:.1} KB of {kilobytes} KB", bytes as f64 / 1000.0);
        ensure!(
            bytes <= kilobytes * 1000,
            "{what} is {bytes} bytes in brotli, over its limit of {kilobytes} KB"
        );
        Ok(())
    }
}
