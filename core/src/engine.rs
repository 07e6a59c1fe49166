//! The door to the engine: files in, one [`Analysis`] out. The same call natively and in the browser's worker.

use crate::revision::{FileDigest, SourceFile};
use serde::{Deserialize, Serialize};

/// What to judge. The order of `files` does not matter: discovery orders them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Request {
    /// Migrations, `lockgate.toml` where there is one, and whatever else lies in the folder.
    pub files: Vec<SourceFile>,
    /// The files that the project has accepted; `None` judges every migration as new.
    #[serde(default)]
    pub base: Option<Vec<FileDigest>>,
    /// Overrides the preset of `lockgate.toml`.
    #[serde(default)]
    pub preset: Option<String>,
    /// Overrides the PostgreSQL major version of `lockgate.toml`.
    #[serde(default)]
    pub postgres: Option<u16>,
}
