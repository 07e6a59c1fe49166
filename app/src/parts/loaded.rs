//! What is read from the server, with its designed states around it.

use super::problem::Problem;
use crate::{
    api::{ApiError, Viewer},
    app::FrameResource,
    shown::PlainShown,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Shows `page` by `show` once it is here, for whoever is looking. When it is read again, what stands there stays
/// until the new is here, so nothing jumps.
pub fn loaded<T, V>(
    page: Resource<Result<T, ApiError>>,
    show: impl Fn(T, Option<Viewer>) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let FrameResource(frame) = expect_context();
    let body = move || {
        let show = show.clone();
        Suspend::new(async move {
            let frame = frame.await;
            let viewer = frame.as_ref().ok().and_then(|frame| frame.viewer.clone());
            match page.await {
                Ok(page) => show(page, viewer).into_any(),
                Err(error) => view! { <Problem error=error signed_in=viewer.is_some() /> }.into_any(),
            }
        })
    };
    view! {
        <Transition fallback=|| {
            view! {
                <p class="loading" role="status">
                    "Reading…"
                </p>
            }
        }>{body}</Transition>
    }
    .into_any()
}

/// A page without anything to press.
pub fn plain(page: Resource<Result<PlainShown, ApiError>>) -> impl IntoView {
    loaded(page, |page, _| {
        view! {
            <Title text=page.title />
            <div inner_html=page.html.inner()></div>
        }
    })
}
