//! The content hash, computed in the reviewer's own browser.

use crate::api::ApiError;
#[cfg(target_arch = "wasm32")]
use leptos::prelude::*;
use lockgate_core::digest::Digest;

/// What this browser found out about the hash that the server names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnHash {
    /// No script ran, or it is still at work.
    NotYet,
    /// Computed here from so many files, and the same.
    Same { hash: Digest, files: usize },
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
            OwnHash::Same { files, .. } => {
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

/// Reads the files and computes their hash, once for each hash that the server names.
#[cfg(target_arch = "wasm32")]
pub fn check(number: u64, revision: u32, server: Digest, own: RwSignal<OwnHash>) {
    if matches!(own.get_untracked(), OwnHash::Same { hash, .. } if hash == server) {
        return;
    }
    leptos::task::spawn_local(async move {
        let found = match crate::actions::read_revision_files(number, revision).await {
            Err(error) => OwnHash::Failed(error),
            Ok(revision) => {
                let here = lockgate_core::revision::content_hash(&revision.files);
                match here == server {
                    true => OwnHash::Same { hash: here, files: revision.files.len() },
                    false => OwnHash::Different { here },
                }
            }
        };
        own.try_set(found);
    });
}
