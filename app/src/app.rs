//! The routes, and what stands around each of them.

use crate::{
    api::{ApiError, Frame},
    desk::desk,
    pages::*,
    parts::{header::header, problem::Problem},
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The page. Every route renders whole on the server.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| match title.is_empty() {
            true => "Lockgate".to_owned(),
            false => format!("{title} · Lockgate"),
        } />
        <Router>
            <a class="skip" href="#main">
                "Skip to the content"
            </a>
            <Suspense>{bar()}</Suspense>
            <main id="main" tabindex="-1">
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=Inbox ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/set-up/:token") view=SetUpPage ssr=SsrMode::Async />
                    <Route path=path!("/p/:project") view=Project ssr=SsrMode::Async />
                    <Route path=path!("/r/:number") view=Review ssr=SsrMode::Async />
                    <Route path=path!("/rules") view=Rules ssr=SsrMode::Async />
                    <Route path=path!("/rules/:name") view=Rule ssr=SsrMode::Async />
                    <Route path=path!("/playground") view=PlaygroundPage ssr=SsrMode::Async />
                    <Route path=path!("/people") view=People ssr=SsrMode::Async />
                    <Route path=path!("/*any") view=NotFound ssr=SsrMode::Async />
                </Routes>
            </main>
        </Router>
    }
}

fn bar() -> impl IntoView {
    Suspend::new(async move {
        let frame = desk().frame().await.unwrap_or(Frame { viewer: None, demo: false });
        view! { <header class="bar">{header(frame)}</header> }
    })
}

/// Shows what `page` answers, or why there is nothing to show.
pub(crate) fn shown<F>(page: F) -> AnyView
where
    F: Future<Output = Result<AnyView, ApiError>> + Send + 'static,
{
    let body = Suspend::new(async move {
        match page.await {
            Ok(view) => view,
            Err(error) => {
                let signed_in = desk().frame().await.is_ok_and(|frame| frame.viewer.is_some());
                view! { <Problem error=error signed_in=signed_in /> }.into_any()
            }
        }
    });
    view! { <Suspense>{body}</Suspense> }.into_any()
}

/// Asks for who is looking, as most pages do.
pub(crate) async fn frame() -> Result<Frame, ApiError> {
    desk().frame().await
}
