//! An address that leads nowhere.

use crate::{api::ApiError, parts::problem::Problem};
use leptos::prelude::*;

#[component]
pub fn NotFound() -> impl IntoView {
    let error =
        ApiError::NotFound("No page has this address. It may be mistyped, or from another server.".into());
    view! { <Problem error=error signed_in=true /> }
}
