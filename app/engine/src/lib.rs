//! The engine as a wasm module of its own, for the browser's worker. Natively this crate is empty.
#![cfg(target_arch = "wasm32")]

mod request;

use lockgate_core::engine::{Engine, answer_json};
use request::{GivenQuestion, GivenRequest};
use std::cell::RefCell;
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
    answer_json(&request.read()).into()
}

/// The same by an engine that is kept: [`Engine::answer_json`].
#[wasm_bindgen]
pub fn judge(question: &GivenQuestion) -> JsValue {
    thread_local!(static ENGINE: RefCell<Engine> = RefCell::default());
    ENGINE.with_borrow_mut(|engine| engine.answer_json(question.read())).into()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}
