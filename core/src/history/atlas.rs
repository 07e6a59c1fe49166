//! `atlas.sum`: for each file the SHA-256 over all names and bytes so far, and one over these.

use crate::discovery::{ATLAS_SUM, Folder, is_left_out};
use crate::revision::SourceFile;
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What `atlas.sum` should say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The file's name and its hash, in order.
    pub files: Vec<(String, String)>,
    pub total: String,
}

impl Sum {
    /// As Atlas writes it.
    pub fn text(&self) -> String {
        let lines = self.files.iter().map(|(name, hash)| format!("{name} h1:{hash}\n"));
        format!("h1:{}\n{}", self.total, lines.collect::<String>())
    }
}

/// Computed from the SQL that lies beside `atlas.sum`; `None` where there is none.
pub fn sum(folder: &Folder, files: &[SourceFile]) -> Option<Sum> {
    let root = files[folder.sum?].path.strip_suffix(ATLAS_SUM)?;
    let beside: BTreeMap<&str, &[u8]> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(root)?, file.bytes.as_slice())))
        .filter(|(name, _)| name.ends_with(".sql") && !name.contains('/'))
        .collect();
    let (mut sum, mut running, mut total) = (Sum::default(), Sha256::new(), Sha256::new());
    for (name, bytes) in beside {
        running.update(name);
        if std::str::from_utf8(bytes).is_ok_and(is_left_out) {
            continue;
        }
        running.update(bytes);
        let hash = BASE64_STANDARD.encode(running.clone().finalize());
        total.update(name);
        total.update(&hash);
        sum.files.push((name.to_owned(), hash));
    }
    sum.total = BASE64_STANDARD.encode(total.finalize());
    Some(sum)
}

pub fn checksums(folder: &Folder, files: &[SourceFile]) -> Vec<Option<String>> {
    let sum = sum(folder, files).unwrap_or_default();
    let hashes: BTreeMap<&str, &str> =
        sum.files.iter().map(|(name, hash)| (name.as_str(), hash.as_str())).collect();
    let name = |file: usize| files[file].path.rsplit('/').next().unwrap_or_default();
    folder.migrations.iter().map(|it| hashes.get(name(it.file)).map(|hash| (*hash).to_owned())).collect()
}
