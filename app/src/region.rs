//! A region of the page: HTML from the server. When it is read again, the old nodes become the new ones where they
//! are alike, so that focus, scrolling, opened details and what was typed stay.

use crate::shown::Html;
use leptos::{
    prelude::IntoAttributeValue,
    tachys::{html::element::InnerHtmlValue, renderer::types::Element},
};

impl IntoAttributeValue for Html {
    type Output = Html;

    fn into_attribute_value(self) -> Html {
        self
    }
}

impl InnerHtmlValue for Html {
    type AsyncOutput = Html;
    type State = (Element, Html);
    type Cloneable = Html;
    type CloneableOwned = Html;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn to_html(self, buf: &mut String) {
        buf.push_str(&self.0);
    }

    fn to_template(_: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, el: &Element) -> Self::State {
        if FROM_SERVER { (el.clone(), self) } else { self.build(el) }
    }

    fn build(self, el: &Element) -> Self::State {
        let (element, text) = self.0.build(el);
        (element, Html(text))
    }

    fn rebuild(self, state: &mut Self::State) {
        if self != state.1 {
            #[cfg(target_arch = "wasm32")]
            morph::morph(&state.0, &self.0);
            state.1 = self;
        }
    }

    fn into_cloneable(self) -> Html {
        self
    }

    fn into_cloneable_owned(self) -> Html {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Html {
        self
    }
}

#[cfg(target_arch = "wasm32")]
pub mod morph {
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, FocusOptions, HtmlElement, HtmlTemplateElement, Node};

    /// Makes what is in `el` what `html` says, changing as little as possible.
    pub fn morph(el: &Element, html: &str) {
        let Some(document) = el.owner_document() else { return };
        let focused = document.active_element().filter(|focused| el.contains(Some(focused)));
        let made =
            document.create_element("template").ok().and_then(|e| e.dyn_into::<HtmlTemplateElement>().ok());
        let Some(template) = made else { return };
        template.set_inner_html(html);
        // A failure leaves a mixture: then everything is set anew.
        if children(el, &template.content()).is_err() {
            el.set_inner_html(html);
        }
        if focused.is_some_and(|focused| !el.contains(Some(&focused))) {
            keep_focus_near(el);
        }
    }

    /// The focused thing is gone: the region takes its place, so that the keyboard does not start at the top again.
    fn keep_focus_near(el: &Element) {
        if let Some(el) = el.dyn_ref::<HtmlElement>() {
            let _ = el.set_attribute("tabindex", "-1");
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
        let id = |node: &Node| node.dyn_ref::<Element>().map(Element::id);
        a.node_name() == b.node_name() && id(a) == id(b)
    }

    fn become_like(old: &Node, new: &Node) -> Result<(), JsValue> {
        let (Some(was), Some(is)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) else {
            if old.node_value() != new.node_value() {
                old.set_node_value(new.node_value().as_deref());
            }
            return Ok(());
        };
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
        children(old, new)
    }
}
