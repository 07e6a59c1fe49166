//! A form that works without script and becomes live with it. Every form of a page shares one [`Deeds`]: what runs,
//! what failed, and what to do after a success. One kind of form for all server functions keeps the wasm small.

use crate::api::ApiError;
use leptos::{prelude::*, server::ServerActionError, server_fn::error::ServerFnUrlError};
use leptos_router::hooks::use_location;

/// What the forms of one page do. Made by the page itself, so that it outlives a new reading of what is shown.
#[derive(Clone, Copy)]
pub struct Deeds {
    pub failure: RwSignal<Option<ApiError>>,
    pub pending: RwSignal<bool>,
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser submits"))]
    done: Callback<()>,
}

impl Deeds {
    /// `done` runs after every success. The failure of a plain form post stands in the address (`__err`), and is
    /// shown by the page that it came back to.
    pub fn new(done: impl Fn() + Send + Sync + 'static) -> Deeds {
        let came_back = use_location().search.read_untracked().contains("__err=");
        let error = use_context::<ServerActionError>().filter(|_| came_back);
        let failure = error.map(|error| ServerFnUrlError::<ApiError>::decode_err(error.err()));
        Deeds {
            failure: RwSignal::new(failure),
            pending: RwSignal::new(false),
            done: Callback::new(move |()| done()),
        }
    }
}

/// A form that posts to `url` with the hidden `fixed` fields beside its own.
#[component]
pub fn LiveForm(
    url: &'static str,
    deeds: Deeds,
    #[prop(optional)] fixed: Vec<(&'static str, String)>,
    children: Children,
) -> impl IntoView {
    let fixed = fixed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let submit = move |event: leptos::ev::SubmitEvent| live::submit(&event, url, deeds);
    view! {
        <form method="post" action=url on:submit=submit>
            {fixed}
            {children()}
        </form>
    }
    .into_any()
}

#[cfg(not(target_arch = "wasm32"))]
mod live {
    pub fn submit(_: &leptos::ev::SubmitEvent, _: &str, _: super::Deeds) {}
}

#[cfg(target_arch = "wasm32")]
mod live {
    use super::{ApiError, Deeds};
    use leptos::{form::form_data_from_event, prelude::*};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{FormData, Headers, RequestInit, Response, UrlSearchParams};

    pub fn submit(event: &leptos::ev::SubmitEvent, url: &'static str, deeds: Deeds) {
        let Ok(data) = form_data_from_event(event) else { return };
        event.prevent_default();
        if deeds.pending.get_untracked() {
            return;
        }
        deeds.pending.set(true);
        leptos::task::spawn_local(async move {
            let outcome = post(url, &data).await.unwrap_or(Err(ApiError::Unreachable));
            if deeds.pending.try_set(false).is_some() {
                return;
            }
            deeds.failure.set(outcome.as_ref().err().cloned());
            if outcome.is_ok() {
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
