//! The routes, and what stands around each of them.

use crate::{
    actions::read_frame,
    api::ApiError,
    pages::*,
    shown::{FrameShown, PageKind},
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// Who is looking: read once, and again by a full load after signing in or out.
#[derive(Clone, Copy)]
pub struct FrameResource(pub Resource<Result<FrameShown, ApiError>>);

/// The page. Every route renders whole on the server.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let frame = Resource::new(|| (), |()| read_frame());
    provide_context(FrameResource(frame));
    #[cfg(target_arch = "wasm32")]
    Effect::new(|_| {
        crate::keys::wake();
        crate::forms::live::listen();
    });
    view! {
        <Title formatter=|title: String| match title.is_empty() {
            true => "Lockgate".to_owned(),
            false => format!("{title} · Lockgate"),
        } />
        <Router>
            <a class="skip" href="#main" rel="external">
                "Skip to the content"
            </a>
            <Suspense>{move || header(frame)}</Suspense>
            <main id="main" tabindex="-1">
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=|| plain(PageKind::Inbox) ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=|| plain(PageKind::SignIn) ssr=SsrMode::Async />
                    <Route path=path!("/set-up/:token") view=|| plain(PageKind::SetUp) ssr=SsrMode::Async />
                    <Route path=path!("/p/:project") view=|| plain(PageKind::Project) ssr=SsrMode::Async />
                    <Route path=path!("/r/:number") view=Review ssr=SsrMode::Async />
                    <Route path=path!("/rules") view=|| plain(PageKind::Rules) ssr=SsrMode::Async />
                    <Route path=path!("/rules/:name") view=|| plain(PageKind::Rule) ssr=SsrMode::Async />
                    <Route path=path!("/playground") view=Playground ssr=SsrMode::Async />
                    <Route path=path!("/people") view=|| plain(PageKind::People) ssr=SsrMode::Async />
                    <Route path=path!("/*any") view=NotFound ssr=SsrMode::Async />
                </Routes>
            </main>
        </Router>
    }
    .into_any()
}

fn header(frame: Resource<Result<FrameShown, ApiError>>) -> impl IntoView {
    Suspend::new(async move {
        let bar = frame.await.ok().map(|frame| frame.header);
        bar.map(|bar| view! { <header class="bar" inner_html=bar></header> })
    })
}
