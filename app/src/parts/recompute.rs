//! "Recompute the verdict here": the same engine, in the reviewer's own browser, held against the server's word.

use crate::review::compare::Outcome;
use leptos::prelude::*;
use lockgate_core::verdict::Analysis;

/// A small button, and its answer. Only a browser with script can do it, so it is not there before.
#[component]
pub fn Recompute(number: u64, revision: u32, server: Analysis) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::Idle);
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let server = StoredValue::new(server);
    let run = move |_| {
        outcome.set(Outcome::Working);
        #[cfg(target_arch = "wasm32")]
        leptos::task::spawn_local(async move {
            let found = compute(number, revision, server).await;
            outcome.try_set(found);
        });
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (number, revision, server);
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
async fn compute(number: u64, revision: u32, server: StoredValue<Analysis>) -> Outcome {
    use crate::{
        engine::{Engine, Request},
        review::compare::differences,
    };
    let source = match crate::actions::read_revision_files(number, revision).await {
        Ok(source) => source,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let request = Request { files: source.files, base: source.base, preset: None, postgres: None };
    match Engine::of_page().analyse(&request).await {
        Err(failure) => Outcome::Failed(failure.to_string()),
        Ok(ours) => server.with_value(|theirs| match differences(&ours, theirs) {
            none if none.is_empty() => Outcome::Same,
            some => Outcome::Different(some),
        }),
    }
}
