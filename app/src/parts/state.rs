//! Where a review stands: a shape and a word.

use crate::api::Standing;
use leptos::prelude::*;

pub fn state(state: Standing) -> impl IntoView {
    let (class, shape, word) = match state {
        Standing::Open => ("open", "◐", "waiting"),
        Standing::Objected => ("objected", "✕", "objected"),
        Standing::Approved => ("approved", "✓", "approved"),
        Standing::Applying => ("applying", "▶", "applying"),
        Standing::Failed => ("failed", "✕", "failed"),
        Standing::Applied => ("applied", "✓", "applied"),
        Standing::Closed => ("closed", "–", "closed"),
    };
    view! {
        <span class=format!("state {class}")>
            <b aria-hidden="true">{shape}</b>
            " "
            {word}
        </span>
    }
}
