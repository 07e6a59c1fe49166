//! The engine as a wasm module of its own, for the browser's worker. Natively this crate is empty.
#![cfg(target_arch = "wasm32")]

mod request;

use request::GivenRequest;
use wasm_bindgen::prelude::*;

/// A trap says nothing of itself, so a panic tells the console why before it becomes one.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| console_error(&panic.to_string())));
}

/// A request in, the JSON of its analysis out: `lockgate_core::engine::analyse_json`.
///
/// A `JsValue` and not a `String`: the glue for a `String` frees it in a `finally`, which hides a trap's own
/// error behind "Module terminated".
#[wasm_bindgen]
pub fn analyse(request: &GivenRequest) -> JsValue {
    lockgate_core::engine::answer_json(&request.read()).into()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}
