//! A part of what the browser loads: made once, kept for as long as its inputs stay the same.

use crate::{cargo::Build, paths, step};
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// Names as the manifest has them, to paths below the part's folder.
pub type Names = BTreeMap<String, String>;

/// Lies in each part's folder and is written last, so that half a part is never taken for a whole one.
const RECORD: &str = "part.json";

#[derive(Serialize, Deserialize)]
struct Record {
    inputs: String,
    names: Names,
}

/// Makes a part, unless the last one was made of the same inputs by the same tool.
pub fn make(
    name: &str,
    inputs: &str,
    build: Build,
    work: impl FnOnce(&Path) -> Result<Names>,
) -> Result<Names> {
    let folder = folder(name);
    let inputs = format!("{inputs} {build:?} {}", this_tool()?);
    if let Some(record) = read(&folder).filter(|it| it.inputs == inputs) {
        return Ok(record.names);
    }
    step::step(&format!("Part {name}"), || {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let names = work(&folder)?;
        if build == Build::Shipped {
            files_below(&folder)?.iter().try_for_each(|file| compress(file))?;
        }
        let record = serde_json::to_vec(&Record { inputs, names: names.clone() })?;
        fs::write(folder.join(RECORD), record)?;
        Ok(names)
    })
}

/// Copies a part into `dist`.
pub fn copy(name: &str, dist: &Path) -> Result<()> {
    let folder = folder(name);
    for file in files_below(&folder)?.iter().filter(|it| !it.ends_with(RECORD)) {
        let to = dist.join(file.strip_prefix(&folder)?);
        fs::create_dir_all(to.parent().context("a file stands in a folder")?)?;
        fs::copy(file, to)?;
    }
    Ok(())
}

/// Enough of a SHA-256 for a file's name. Each piece counts with its length, so that no two lists look alike.
pub fn hash<T: AsRef<[u8]>>(pieces: impl IntoIterator<Item = T>) -> String {
    let mut sha = Sha256::new();
    for piece in pieces {
        sha.update((piece.as_ref().len() as u64).to_be_bytes());
        sha.update(piece);
    }
    sha.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// All files below a folder, in the order of their paths.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
    }
    files.sort();
    Ok(files)
}

fn folder(name: &str) -> PathBuf {
    paths::parts().join(name)
}

fn read(folder: &Path) -> Option<Record> {
    serde_json::from_slice(&fs::read(folder.join(RECORD)).ok()?).ok()
}

/// Changes when this tool does.
fn this_tool() -> Result<u128> {
    let file = fs::metadata(std::env::current_exe()?)?;
    Ok(file.modified()?.duration_since(UNIX_EPOCH)?.as_nanos())
}

/// Puts a file's `.br` beside it.
fn compress(file: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &parameters)?;
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    Ok(fs::write(name, packed)?)
}
