//! Forms are plain HTML. One listener takes every form that is marked `data-live`: it posts it, shows what failed,
//! and reads the page again after a success.

use super::page;
use crate::api::ApiError;
use leptos::{
    form::form_data_from_event,
    prelude::{document, window_event_listener},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, HtmlFormElement, RequestInit, SubmitEvent, UrlSearchParams};

pub fn listen() {
    window_event_listener(leptos::ev::submit, |event| submit(&event));
}

fn submit(event: &SubmitEvent) {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|form| form.has_attribute("data-live")) else { return };
    let Ok(data) = form_data_from_event(event) else { return };
    event.prevent_default();
    if form.has_attribute("aria-busy") {
        return;
    }
    let _ = form.set_attribute("aria-busy", "true");
    leptos::task::spawn_local(async move {
        let url = form.get_attribute("action").unwrap_or_default();
        let outcome = post(&url, &data).await.unwrap_or(Err(ApiError::Unreachable));
        show(outcome.as_ref().err());
        if outcome.is_ok() {
            form.reset();
            if page::read_again().await.is_err() {
                show(Some(&ApiError::Unreachable));
            }
        }
        let _ = form.remove_attribute("aria-busy");
    });
}

/// The outer error: nothing came back.
async fn post(url: &str, data: &FormData) -> Result<Result<(), ApiError>, JsValue> {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&UrlSearchParams::new_with_str_sequence_sequence(data)?.into());
    let answer = page::fetch(url, &request, "application/json").await?;
    if answer.ok() {
        return Ok(Ok(()));
    }
    let text = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    Ok(Err(serde_json::from_str(&text).unwrap_or(ApiError::Internal)))
}

/// Writes the failure into the page's notice, or takes the last one away.
fn show(error: Option<&ApiError>) {
    let Ok(Some(notice)) = document().query_selector(".notice") else { return };
    notice.set_text_content(None);
    let Some(error) = error else { return };
    if let Ok(line) = document().create_element("p") {
        line.set_class_name("failure");
        line.set_text_content(Some(&error.to_string()));
        let _ = notice.append_child(&line);
        notice.scroll_into_view_with_bool(false);
    }
}
