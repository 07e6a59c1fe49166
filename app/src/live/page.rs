//! The document as a whole: finding things in it, and reading it again from the server.

use super::{approve, morph::morph};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Headers, HtmlTemplateElement, RequestInit, Response};

pub fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return vec![] };
    (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
}

/// Asks the server for this page again and changes what is different. Where it leads elsewhere by now, or can't be
/// changed in place, the browser loads it.
pub async fn read_again() -> Result<(), JsValue> {
    let answer = fetch(&window().location().href()?, &RequestInit::new(), "text/html").await?;
    if answer.redirected() {
        return window().location().set_href(&answer.url());
    }
    let html = JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default();
    let template: HtmlTemplateElement = document().create_element("template")?.unchecked_into();
    template.set_inner_html(&html);
    for part in ["main", "header.bar"] {
        let (old, new) = (document().query_selector(part)?, template.content().query_selector(part)?);
        let (Some(old), Some(new)) = (old, new) else { return window().location().reload() };
        if morph(&old, &new).is_err() {
            return window().location().reload();
        }
    }
    approve::mark_forms();
    Ok(())
}

pub async fn fetch(url: &str, request: &RequestInit, accept: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", accept)?;
    request.set_headers(&headers);
    let answer = JsFuture::from(window().fetch_with_str_and_init(url, request)).await?;
    Ok(answer.unchecked_into())
}

/// The failure of a plain form post stands in the address. It is on the page by now; a reload or a copied link must
/// not tell it again.
pub fn forget_shown_error() {
    let (Ok(href), Ok(history)) = (window().location().href(), window().history()) else { return };
    if let Some(clean) = without_error(&href) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&clean));
    }
}

fn without_error(href: &str) -> Option<String> {
    let (path, query) = href.split_once('?')?;
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.starts_with("__err=") && !pair.starts_with("__path=")).collect();
    let clean = if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) };
    (clean != href).then_some(clean)
}
