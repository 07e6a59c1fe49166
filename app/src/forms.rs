//! Forms are plain HTML. Once the page is alive, one listener takes every form that is marked `data-live`: it posts
//! it, shows what failed, and reads the page again after a success.

use crate::api::ApiError;
use leptos::{prelude::*, server::ServerActionError, server_fn::error::ServerFnUrlError};
use leptos_router::hooks::use_location;

/// What the forms of the page that is shown do. Made by the page itself, so that it outlives a new reading.
#[derive(Clone, Copy)]
pub struct Deeds {
    pub failure: RwSignal<Option<ApiError>>,
    #[cfg(target_arch = "wasm32")]
    pending: RwSignal<bool>,
    #[cfg(target_arch = "wasm32")]
    done: Callback<()>,
}

impl Deeds {
    /// `done` runs after every success. The failure of a form that was posted without script stands in the address
    /// (`__err`), and is shown by the page that it came back to.
    pub fn new(done: impl Fn() + Send + Sync + 'static) -> Deeds {
        let came_back = use_location().search.read_untracked().contains("__err=");
        let error = use_context::<ServerActionError>().filter(|_| came_back);
        let failure = error.map(|error| ServerFnUrlError::<ApiError>::decode_err(error.err()));
        let failure = RwSignal::new(failure);
        #[cfg(not(target_arch = "wasm32"))]
        {
            let _ = done;
            Deeds { failure }
        }
        #[cfg(target_arch = "wasm32")]
        {
            let deeds =
                Deeds { failure, pending: RwSignal::new(false), done: Callback::new(move |()| done()) };
            live::NOW.set(Some(deeds));
            deeds
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub mod live {
    use super::{ApiError, Deeds};
    use leptos::{form::form_data_from_event, prelude::*};
    use std::cell::Cell;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{FormData, Headers, HtmlFormElement, RequestInit, Response, SubmitEvent, UrlSearchParams};

    thread_local!(pub(super) static NOW: Cell<Option<Deeds>> = const { Cell::new(None) });

    /// Called once, when the page is alive.
    pub fn listen() {
        let listener = window_event_listener(leptos::ev::submit, |event| submit(&event));
        on_cleanup(move || listener.remove());
    }

    fn submit(event: &SubmitEvent) {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.has_attribute("data-live")) else { return };
        let Some(deeds) = NOW.get() else { return };
        let Ok(data) = form_data_from_event(event) else { return };
        event.prevent_default();
        if deeds.pending.try_get_untracked() != Some(false) {
            return;
        }
        deeds.pending.set(true);
        let url = form.get_attribute("action").unwrap_or_default();
        leptos::task::spawn_local(async move {
            let outcome = post(&url, &data).await.unwrap_or(Err(ApiError::Unreachable));
            if deeds.pending.try_set(false).is_some() {
                return;
            }
            deeds.failure.set(outcome.as_ref().err().cloned());
            if outcome.is_ok() {
                form.reset();
                deeds.done.run(());
            }
        });
    }

    /// The outer error: nothing came back.
    async fn post(url: &str, data: &FormData) -> Result<Result<(), ApiError>, JsValue> {
        let body = UrlSearchParams::new_with_str_sequence_sequence(data)?;
        let headers = Headers::new()?;
        headers.set("accept", "application/json")?;
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_headers(&headers);
        request.set_body(&body);
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let answer = JsFuture::from(window.fetch_with_str_and_init(url, &request)).await?;
        let answer: Response = answer.unchecked_into();
        if answer.ok() {
            return Ok(Ok(()));
        }
        let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
        Ok(Err(serde_json::from_str(&text).unwrap_or(ApiError::Internal)))
    }
}
