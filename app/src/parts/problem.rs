//! The designed states for a page that can't be shown: each says what happened and has one next step.

use crate::{api::ApiError, text::encode};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_location};

#[component]
pub fn Problem(error: ApiError, signed_in: bool) -> impl IntoView {
    let place = use_location();
    // The front door: whoever comes without a session wants to sign in, not to read why.
    if error == ApiError::SignedOut && place.pathname.get_untracked() == "/" {
        return view! { <Redirect path="/sign-in" /> }.into_any();
    }
    #[cfg(not(target_arch = "wasm32"))]
    crate::desk::set_status(status(&error));
    let here = encode(&format!("{}{}", place.pathname.get_untracked(), query(&place.search.get_untracked())));
    let sign_in = (format!("/sign-in?return={here}"), "Sign in, then come back here");
    let inbox = ("/".to_owned(), "Go to the inbox");
    let (title, (href, next)) = match &error {
        ApiError::SignedOut => ("Sign in to see this", sign_in),
        ApiError::Forbidden(_) if signed_in => ("This is not open to you", inbox),
        ApiError::Forbidden(_) => ("This is not open to you", sign_in),
        ApiError::NotFound(_) => ("There is nothing here", inbox),
        ApiError::Stale(_) => ("This has changed meanwhile", (String::new(), "Read it again")),
        ApiError::Invalid(_) => ("This can't be shown", inbox),
        ApiError::SlowDown(_) => ("Too many tries", (String::new(), "Try again")),
        ApiError::Internal => ("The server failed", (String::new(), "Try again")),
        ApiError::Unreachable => ("No connection to the server", (String::new(), "Try again")),
    };
    view! {
        <Title text=title />
        <section class="problem">
            <h1>{title}</h1>
            <p>{super::prose::prose(&error.to_string())}</p>
            // An empty address is this page; the router must not take it, so that it is really read again.
            <p>
                <a class="button" href=href rel="external">
                    {next}
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn query(search: &str) -> String {
    match search.trim_start_matches('?') {
        "" => String::new(),
        rest => format!("?{rest}"),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn status(error: &ApiError) -> u16 {
    match error {
        ApiError::SignedOut => 401,
        ApiError::Forbidden(_) => 403,
        ApiError::NotFound(_) => 404,
        ApiError::Stale(_) => 409,
        ApiError::Invalid(_) => 400,
        ApiError::SlowDown(_) => 429,
        ApiError::Internal | ApiError::Unreachable => 500,
    }
}
