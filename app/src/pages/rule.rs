//! One rule: what it finds, why that hurts, what to do instead.

use crate::{actions::read_rule, parts::loaded::plain};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn Rule() -> impl IntoView {
    let params = use_params_map();
    let name = move || params.read().get("name").unwrap_or_default();
    plain(Resource::new(name, read_rule))
}
