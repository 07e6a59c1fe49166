//! What the browser does with the server's HTML: forms and keys that need no new page.

mod apply;
pub mod approve;
mod forms;
mod keys;
mod morph;
mod page;
mod search;

use leptos::prelude::document;

/// Called once, when the islands are alive.
pub fn wake() {
    forms::listen();
    keys::listen();
    search::listen();
    apply::follow();
    page::forget_shown_error();
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}
