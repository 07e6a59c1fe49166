//! What is read from the server, with its designed states around it.

use super::problem::Problem;
use crate::{api::ApiError, app::FrameResource};
use leptos::prelude::*;

/// Shows `page` by `show` once it is here. When it is read again, what stands there stays until the new is here, so
/// nothing jumps.
pub fn loaded<T>(
    page: Resource<Result<T, ApiError>>,
    show: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let FrameResource(frame) = expect_context();
    let body = move || {
        let show = show.clone();
        Suspend::new(async move {
            match page.await {
                Ok(page) => show(page),
                Err(error) => {
                    let signed_in = frame.await.is_ok_and(|frame| frame.signed_in);
                    view! { <Problem error=error signed_in=signed_in /> }.into_any()
                }
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
}
