//! What became of the last thing that was tried, where it was tried. It stands there before anything happens, so
//! that a screen reader hears it.

use super::{
    icon::{Icon, icon},
    prose::prose,
};
use crate::api::ApiError;
use leptos::{prelude::*, server::ServerAction, server_fn::ServerFn};

/// The outcome of one kind of action.
pub type Outcome = Signal<Option<Result<(), ApiError>>>;

pub fn outcome<S>(action: ServerAction<S>) -> Outcome
where
    S: ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || value.get())
}

/// Calls `then` whenever one of `outcomes` becomes a success. For the page itself, never for what it shows: that
/// is made anew when the page is read again, and would take the old success for a new one.
pub fn on_success(outcomes: &[Outcome], then: impl Fn() + Clone + 'static) {
    for outcome in outcomes.iter().copied() {
        let then = then.clone();
        Effect::new(move |_| {
            if let Some(Ok(())) = outcome.get() {
                then();
            }
        });
    }
}

/// Failures of any of `outcomes`, one below the other.
#[component]
pub fn Notice(outcomes: Vec<Outcome>) -> impl IntoView {
    let failures = move || {
        outcomes
            .iter()
            .filter_map(|outcome| outcome.get()?.err())
            .map(|error| view! { <p class="failure">{icon(Icon::Alert)} <span>{prose(&error.to_string())}</span></p> })
            .collect_view()
    };
    view! {
        <div class="notice" role="alert">
            {failures}
        </div>
    }
    .into_any()
}
