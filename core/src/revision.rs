//! A revision: the whole ordered set of migration files, with the project's settings.

use crate::digest::{Digest, Hasher};
use serde::{Deserialize, Serialize};

/// The settings file's name. It stands beside the migrations and is part of what is reviewed.
pub const SETTINGS_FILE: &str = "lockgate.toml";

/// One file as it was handed in. `path` is relative to the project's folder, with `/` between its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    pub path: String,
    #[serde(with = "crate::revision::bytes")]
    pub bytes: Vec<u8>,
}

impl SourceFile {
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> SourceFile {
        SourceFile { path: path.into(), bytes: bytes.into() }
    }

    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Adds its part to a content hash.
    pub(crate) fn hash(&self, hasher: &mut Hasher) {
        hasher.part(self.path.as_bytes()).part(&self.bytes);
    }
}

/// The name and digest of a file, for places that need no bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDigest {
    pub path: String,
    pub digest: Digest,
}

impl From<&SourceFile> for FileDigest {
    fn from(file: &SourceFile) -> FileDigest {
        FileDigest { path: file.path.clone(), digest: file.digest() }
    }
}

/// SHA-256 over `len(path) path len(bytes) bytes` of every file, lengths as eight big-endian bytes.
///
/// `files` are in the order of the revision: `lockgate.toml` first where there is one, then the migrations in
/// the order in which they are applied, then everything else by path. See `docs/hashes.md`.
pub fn content_hash<'a>(files: impl IntoIterator<Item = &'a SourceFile>) -> Digest {
    let mut hasher = Hasher::default();
    files.into_iter().for_each(|file| file.hash(&mut hasher));
    hasher.finish()
}

/// Bytes in JSON: text where they are UTF-8, `{"base64": …}` where they are not, so nothing is lost.
pub mod bytes {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Shape {
        Text(String),
        Encoded { base64: String },
    }

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(bytes) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Shape::Encoded { base64: BASE64_STANDARD.encode(bytes) }.serialize(serializer),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        match Shape::deserialize(deserializer)? {
            Shape::Text(text) => Ok(text.into_bytes()),
            Shape::Encoded { base64 } => BASE64_STANDARD.decode(base64).map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Golden: anybody can recompute these with `printf` and `sha256sum`. They must never change.
    #[test]
    fn golden_content_hashes() {
        let a = SourceFile::new("001_a.sql", "CREATE TABLE a (id int);\n");
        let b = SourceFile::new("002_b.sql", [0xff, 0x00, 0x0d]);
        let hash = |files: &[&SourceFile]| content_hash(files.iter().copied()).to_string();
        assert_eq!(hash(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hash(&[&a]), GOLDEN_A);
        assert_eq!(hash(&[&a, &b]), GOLDEN_AB);
        assert_ne!(hash(&[&b, &a]), GOLDEN_AB, "order counts");
    }
    const GOLDEN_A: &str = "5d78b50911a121eefb6ba3c407c77fd55e50129c6683176d1457955cf9d1e51f";
    const GOLDEN_AB: &str = "782fe15184812c619c48e17e76974a4ed464fa13c61057fb9ef7bfe41aef6f12";

    #[test]
    fn bytes_survive_json() {
        for bytes in [&b"select 1"[..], &[0xff, 0xfe, 0x00], b""] {
            let file = SourceFile::new("x.sql", bytes);
            let json = serde_json::to_string(&file).unwrap();
            assert_eq!(serde_json::from_str::<SourceFile>(&json).unwrap(), file, "{json}");
        }
    }
}
