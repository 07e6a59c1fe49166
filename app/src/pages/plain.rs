//! Every page that is HTML and forms.

use crate::{
    actions::read_page,
    forms::Deeds,
    parts::{loaded::loaded, notice::Notice},
    shown::{PageKind, PageShown},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page's name comes from its address: the one part that varies, or where a sign-in leads.
pub fn plain(kind: PageKind) -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let name = move || {
        let params = params.read();
        let part = ["project", "name", "token"].into_iter().find_map(|part| params.get(part));
        part.or_else(|| query.read().get("return")).unwrap_or_default()
    };
    let page = Resource::new(name, move |name| read_page(kind, name));
    let deeds = Deeds::new(move || page.refetch());
    loaded(page, move |page| show(page, deeds)).into_any()
}

fn show(page: PageShown, deeds: Deeds) -> AnyView {
    if let Some(path) = page.go {
        return onward(path);
    }
    view! {
        <Title text=page.title />
        <Notice deeds=deeds />
        <div inner_html=page.html></div>
    }
    .into_any()
}

#[cfg(not(target_arch = "wasm32"))]
fn onward(path: String) -> AnyView {
    view! { <leptos_router::components::Redirect path=path /> }.into_any()
}

/// A full load, so that everything is as the server sees it now, the bar on top too.
#[cfg(target_arch = "wasm32")]
fn onward(path: String) -> AnyView {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_href(&path);
    }
    ().into_any()
}
