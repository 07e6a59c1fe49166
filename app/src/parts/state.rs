//! Where a review stands: a shape and a word.

use crate::api::ReviewState;
use leptos::prelude::*;

pub fn state(state: ReviewState) -> impl IntoView {
    let (class, shape, word) = match state {
        ReviewState::Open => ("open", "◐", "waiting"),
        ReviewState::Objected => ("objected", "✕", "objected"),
        ReviewState::Approved => ("approved", "✓", "approved"),
        ReviewState::Applying => ("applying", "▶", "applying"),
        ReviewState::Failed => ("failed", "✕", "failed"),
        ReviewState::Applied => ("applied", "✓", "applied"),
        ReviewState::Closed => ("closed", "–", "closed"),
    };
    view! {
        <span class=format!("state {class}")>
            <b aria-hidden="true">{shape}</b>
            " "
            {word}
        </span>
    }
}
