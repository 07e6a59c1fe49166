//! What went wrong with the last thing that was tried, where it was tried. It stands there before anything happens,
//! so that a screen reader hears it.

use super::{
    icon::{Icon, icon},
    prose::prose,
};
use crate::forms::Deeds;
use leptos::prelude::*;

#[component]
pub fn Notice(deeds: Deeds) -> impl IntoView {
    let failure = move || {
        let error = deeds.failure.get()?;
        Some(view! { <p class="failure">{icon(Icon::Alert)} <span>{prose(&error.to_string())}</span></p> })
    };
    view! {
        <div class="notice" role="alert">
            {failure}
        </div>
    }
    .into_any()
}
