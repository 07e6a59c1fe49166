//! The content hash, computed in the reviewer's own browser.

use crate::api::ApiError;
use lockgate_core::digest::Digest;

/// What this browser found out about the hash that the server names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnHash {
    /// No script ran, or it is still at work.
    NotYet,
    /// Computed here from so many files, and the same.
    Same { files: usize },
    /// Computed here, and not what the server says.
    Different { here: Digest },
    /// The files could not be read.
    Failed(ApiError),
}

impl OwnHash {
    /// What an approval says of its hash: `browser` or `server`.
    pub fn from_word(&self) -> &'static str {
        match self {
            OwnHash::Same { .. } => "browser",
            _ => "server",
        }
    }

    /// Where the hash on the button comes from.
    pub fn words(&self) -> String {
        match self {
            OwnHash::NotYet => "Hash computed by the server: no script ran here.".to_owned(),
            OwnHash::Same { files } => {
                format!("Hash computed by your browser from {}.", crate::text::count(*files, "file"))
            }
            OwnHash::Different { here } => format!(
                "Your browser computes {} from the files that the server sent. The server's hash is wrong or its \
                 files were changed on the way: do not approve, tell an admin.",
                here.short()
            ),
            OwnHash::Failed(error) => format!("Hash computed by the server: your browser could not. {error}"),
        }
    }
}
