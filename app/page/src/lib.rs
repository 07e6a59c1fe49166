//! The page's wasm: brings the islands to life, and forms and keys after them.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Before the islands are hydrated.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}

/// After the islands are hydrated.
#[wasm_bindgen]
pub fn wake() {
    lockgate_app::live::wake();
}
