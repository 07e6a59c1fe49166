//! The playground's page. What it does lives in the browser.

use crate::islands::playground::Playground;
use leptos::prelude::*;
use leptos_meta::Title;
use lockgate_core::settings::PRESETS;

#[component]
pub fn PlaygroundPage() -> impl IntoView {
    view! {
        <Title text="Playground" />
        <Playground presets=PRESETS.iter().map(|preset| preset.name.to_owned()).collect() />
    }
}
