//! Keys on a review: `j` `k` statements, `n` `p` findings, `a` approve, `?` help. The document is asked afresh at
//! every key, so what was read again meanwhile is found too.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlDialogElement, HtmlElement, KeyboardEvent};

pub fn listen() {
    window_event_listener(leptos::ev::keydown, |event| on_key(&event));
}

fn on_key(event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || typing(event) {
        return;
    }
    let document = document();
    let moved = match event.key().as_str() {
        "j" => step(&document, ".starts", 1),
        "k" => step(&document, ".starts", -1),
        "n" => step(&document, "[data-finding]", 1),
        "p" => step(&document, "[data-finding]", -1),
        "a" => focus(find(&document, "[data-approve]")),
        "?" => show_help(&document),
        _ => None,
    };
    if moved.is_some() {
        event.prevent_default();
    }
}

fn typing(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    element.is_content_editable() || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
}

fn find(document: &Document, selector: &str) -> Option<HtmlElement> {
    document.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn focus(element: Option<HtmlElement>) -> Option<()> {
    let element = element?;
    element.scroll_into_view_with_bool(false);
    element.focus().ok()
}

fn show_help(document: &Document) -> Option<()> {
    let dialog: HtmlDialogElement = document.get_element_by_id("keys")?.dyn_into().ok()?;
    if !dialog.open() {
        dialog.show_modal().ok()?;
    }
    Some(())
}

/// Moves the focus to the next (or the former) of the elements, seen from where the focus is now.
fn step(document: &Document, selector: &str, by: i32) -> Option<()> {
    let all = document.query_selector_all(selector).ok()?;
    let here = document.active_element();
    let mut before = None;
    for i in 0..all.length() {
        let element: HtmlElement = all.get(i)?.dyn_into().ok()?;
        let order = here.as_ref().map_or(0, |here| here.compare_document_position(&element));
        let inside_main = here.as_ref().is_some_and(|here| here.tag_name() != "BODY");
        let follows = !inside_main || order & web_sys::Node::DOCUMENT_POSITION_FOLLOWING != 0;
        let same = here.as_ref().is_some_and(|here| here.is_same_node(Some(&element)));
        match (by > 0, same, follows) {
            (true, false, true) => return focus(Some(element)),
            (false, false, false) => before = Some(element),
            (false, _, _) => break,
            _ => {}
        }
    }
    focus(before)
}
