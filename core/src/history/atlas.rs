//! `atlas.sum`: for each file the SHA-256 over all names and bytes so far, and one over these.

use crate::discovery::{ATLAS_SUM, Folder, is_left_out};
use crate::order::Places;
use crate::revision::SourceFile;
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// What `atlas.sum` should say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The file's name and its hash, in order.
    pub files: Vec<(String, String)>,
    pub total: String,
}

/// Computed from the SQL that lies beside `atlas.sum`; `None` where there is none.
pub fn sum(folder: &Folder, files: &[SourceFile]) -> Option<Sum> {
    let root = files[folder.sum?].path.strip_suffix(ATLAS_SUM)?;
    let below = |file: &SourceFile| file.path.strip_prefix(root).unwrap_or("/").to_owned();
    let names: Vec<String> = files.iter().map(below).collect();
    let beside = Places::of(&mut names.iter().map(String::as_str));
    let (mut sum, mut running, mut total) = (Sum::default(), Sha256::new(), Sha256::new());
    for (name, at) in beside.iter().filter(|(name, _)| name.ends_with(".sql") && !name.contains('/')) {
        let bytes = files[at].bytes.as_slice();
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
    let places = Places::of(&mut sum.files.iter().map(|(name, _)| name.as_str()));
    let name = |file: usize| files[file].path.rsplit('/').next().unwrap_or_default();
    folder.migrations.iter().map(|it| Some(sum.files[places.get(name(it.file))?].1.clone())).collect()
}
