//! Changes the page into what the server says now, in place.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement, Node};

/// Makes `old` what `new` is, changing as little as possible: focus, scrolling, opened details and what was typed
/// stay. An island whose properties changed can't be changed in place; that is an error, and the page must be loaded.
pub fn morph(old: &Element, new: &Element) -> Result<(), JsValue> {
    let document = old.owner_document();
    let focused = document.and_then(|d| d.active_element()).filter(|focused| old.contains(Some(focused)));
    children(old, new)?;
    if focused.is_some_and(|focused| !old.contains(Some(&focused))) {
        keep_focus_near(old);
    }
    Ok(())
}

/// The same with HTML for what is inside `old`.
pub fn morph_inside(old: &Element, html: &str) -> Result<(), JsValue> {
    let new: Element = document().create_element("div")?;
    new.set_inner_html(html);
    morph(old, &new)
}

/// The focused thing is gone: the region takes its place, so that the keyboard does not start at the top again.
fn keep_focus_near(el: &Element) {
    if let Some(el) = el.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = el.focus_with_options(&options);
    }
}

fn children(old: &Node, new: &Node) -> Result<(), JsValue> {
    let mut at = old.first_child();
    let mut fresh = new.first_child();
    while let Some(node) = fresh {
        fresh = node.next_sibling();
        match at {
            Some(current) => {
                at = current.next_sibling();
                if alike(&current, &node) {
                    become_like(&current, &node)?;
                } else {
                    old.replace_child(&node, &current)?;
                }
            }
            None => {
                old.append_child(&node)?;
            }
        }
    }
    while let Some(extra) = at {
        at = extra.next_sibling();
        old.remove_child(&extra)?;
    }
    Ok(())
}

fn alike(a: &Node, b: &Node) -> bool {
    // The attribute: a form's property `id` is its field of that name.
    let id = |node: &Node| node.dyn_ref::<Element>().and_then(|element| element.get_attribute("id"));
    a.node_name() == b.node_name() && id(a) == id(b)
}

fn become_like(old: &Node, new: &Node) -> Result<(), JsValue> {
    let (Some(was), Some(is)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) else {
        if old.node_value() != new.node_value() {
            old.set_node_value(new.node_value().as_deref());
        }
        return Ok(());
    };
    let island = |element: &Element| element.get_attribute("data-props");
    if was.tag_name() == "LEPTOS-ISLAND" && island(was) != island(is) {
        return Err(JsValue::NULL);
    }
    let names =
        |element: &Element| element.get_attribute_names().iter().filter_map(|n| n.as_string()).collect();
    let (before, after): (Vec<String>, Vec<String>) = (names(was), names(is));
    for name in &after {
        let value = is.get_attribute(name);
        if was.get_attribute(name) != value {
            was.set_attribute(name, &value.unwrap_or_default())?;
        }
    }
    // `open` is the reader's own doing.
    for name in before.iter().filter(|name| !after.contains(name) && *name != "open") {
        was.remove_attribute(name)?;
    }
    if was.tag_name() == "LEPTOS-ISLAND" {
        return Ok(());
    }
    children(old, new)
}
