//! Says where the hash was computed, and computes it here where script runs.

use crate::review::own_hash::OwnHash;
use leptos::prelude::*;
use lockgate_core::digest::Digest;

/// `hash` is what the server says of the revision.
#[island]
pub fn OwnHashLine(number: u64, revision: u32, hash: Digest) -> impl IntoView {
    let own = RwSignal::new(OwnHash::NotYet);
    #[cfg(target_arch = "wasm32")]
    {
        leptos::task::spawn_local(async move { own.set(check(number, revision, hash).await) });
        Effect::new(move |_| crate::live::approve::set_hash_from(&own.get()));
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (number, revision, hash);
    let different = move || matches!(own.get(), OwnHash::Different { .. });
    view! {
        <p class="own-hash" class:different=different role="status">
            {move || own.get().words()}
        </p>
    }
}

#[cfg(target_arch = "wasm32")]
async fn check(number: u64, revision: u32, server: Digest) -> OwnHash {
    match crate::actions::read_revision_files(number, revision).await {
        Err(error) => OwnHash::Failed(error),
        Ok(revision) => match lockgate_core::revision::content_hash(&revision.files) {
            here if here == server => OwnHash::Same { files: revision.files.len() },
            here => OwnHash::Different { here },
        },
    }
}
