//! The routes, and what stands around each of them.

use crate::{
    actions::read_frame,
    api::{ApiError, Frame},
    pages::*,
    parts::{header::Header, help::Help},
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
pub struct FrameResource(pub Resource<Result<Frame, ApiError>>);

/// The page. Every route renders whole on the server.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(FrameResource(Resource::new(|| (), |()| read_frame())));
    #[cfg(target_arch = "wasm32")]
    Effect::new(|_| crate::keys::wake());
    view! {
        <Title formatter=|title: String| match title.is_empty() {
            true => "Lockgate".to_owned(),
            false => format!("{title} · Lockgate"),
        } />
        <Router>
            <a class="skip" href="#main" rel="external">
                "Skip to the content"
            </a>
            <Header />
            <main id="main" tabindex="-1">
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Inbox ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/set-up/:token") view=SetUpPage ssr=SsrMode::Async />
                    <Route path=path!("/p/:project") view=Project ssr=SsrMode::Async />
                    <Route path=path!("/r/:number") view=Review ssr=SsrMode::Async />
                    <Route path=path!("/rules") view=Rules ssr=SsrMode::Async />
                    <Route path=path!("/rules/:name") view=Rule ssr=SsrMode::Async />
                    <Route path=path!("/playground") view=Playground ssr=SsrMode::Async />
                    <Route path=path!("/people") view=People ssr=SsrMode::Async />
                    <Route path=path!("/*any") view=NotFound ssr=SsrMode::Async />
                </Routes>
            </main>
            <Help />
        </Router>
    }
    .into_any()
}
