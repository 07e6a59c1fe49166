//! "Recompute the verdict here": the same engine, in the reviewer's own browser, held against the server's word.

use crate::review::compare::Outcome;
use leptos::prelude::*;

/// A small button, and its answer. Only a browser with script can do it, so it is not there before.
#[island]
pub fn Recompute(number: u64, revision: u32) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::Idle);
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let run = move |_| {
        outcome.set(Outcome::Working);
        #[cfg(target_arch = "wasm32")]
        leptos::task::spawn_local(async move {
            let found = compute(number, revision).await;
            outcome.try_set(found);
        });
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (number, revision);
    };
    view! {
        <span class="recompute">
            <button type="button" class="quiet" hidden=move || !alive.get() on:click=run>
                "Recompute the verdict here"
            </button>
            <span role="status" class:different=move || matches!(outcome.get(), Outcome::Different(_))>
                {move || outcome.get().words()}
            </span>
        </span>
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
async fn compute(number: u64, revision: u32) -> Outcome {
    use crate::{
        actions::{read_analysis, read_revision_files},
        engine::{Engine, Request},
        review::compare::differences,
    };
    let (source, theirs) =
        match (read_revision_files(number, revision).await, read_analysis(number, revision).await) {
            (Ok(source), Ok(theirs)) => (source, theirs),
            (Err(error), _) | (_, Err(error)) => return Outcome::Failed(error.to_string()),
        };
    let Ok(theirs) = serde_json::from_str(&theirs) else {
        return Outcome::Failed("What the server says can't be read.".to_owned());
    };
    let request = Request { files: source.files, base: source.base, preset: None, postgres: None };
    match Engine::of_page().analyse(&request).await {
        Err(failure) => Outcome::Failed(failure.to_string()),
        Ok(ours) => match differences(&ours, &theirs) {
            none if none.is_empty() => Outcome::Same,
            some => Outcome::Different(some),
        },
    }
}
