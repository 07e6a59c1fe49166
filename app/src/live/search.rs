//! The search over a page's rows, as one types. Without script the form asks the server, which hides the same rows.

use crate::text::holds_words;
use leptos::prelude::{document, window_event_listener};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, NodeList};

pub fn listen() {
    window_event_listener(leptos::ev::input, |event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input.filter(|it| it.has_attribute("data-search")) else { return };
        let _ = show(&input.value());
    });
}

fn show(words: &str) -> Result<(), JsValue> {
    let document = document();
    let mut found = 0;
    for group in elements(&document.query_selector_all("[data-group]")?) {
        let heading = group.get_attribute("data-group").unwrap_or_default();
        let mut here = 0;
        for row in elements(&group.query_selector_all("[data-row]")?) {
            let text = format!("{heading} {}", row.text_content().unwrap_or_default());
            let fits = holds_words(&text, words);
            row.toggle_attribute_with_force("hidden", !fits)?;
            here += u32::from(fits);
        }
        group.toggle_attribute_with_force("hidden", here == 0)?;
        found += here;
    }
    if let Some(none) = document.query_selector("[data-none]")? {
        none.toggle_attribute_with_force("hidden", found > 0)?;
    }
    remember(words)
}

fn elements(list: &NodeList) -> impl Iterator<Item = Element> {
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok())
}

/// The address shows what is shown, so that it can be sent to somebody.
fn remember(words: &str) -> Result<(), JsValue> {
    let window = leptos::prelude::window();
    let path = window.location().pathname()?;
    let address = match words.trim() {
        "" => path,
        words => format!("{path}?q={}", js_sys::encode_uri_component(words)),
    };
    window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&address))
}
