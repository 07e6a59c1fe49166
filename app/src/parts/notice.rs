//! What went wrong with the last thing that was tried, where it was tried. It stands there before anything happens,
//! so that a screen reader hears it; the browser writes into it what a live form answers.

use super::prose::prose;
use crate::api::ApiError;
use leptos::{prelude::*, server::ServerActionError, server_fn::error::ServerFnUrlError};

/// The failure of a form that was posted without script stands in the address (`__err`).
#[component]
pub fn Notice() -> impl IntoView {
    let error = use_context::<ServerActionError>();
    let failure = error.map(|error| {
        let error = ServerFnUrlError::<ApiError>::decode_err(error.err());
        view! { <p class="failure">{prose(&error.to_string())}</p> }
    });
    view! {
        <div class="notice" role="alert">
            {failure}
        </div>
    }
}
