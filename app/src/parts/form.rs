//! A form for a server function: plain HTML that works without script, marked to be live with it.

use leptos::prelude::*;

/// Posts to `to` with the hidden `fixed` fields beside its own. Where a success ends on another page, as at the
/// doors, `leaves` leaves it to the browser.
#[component]
pub fn Form(
    to: &'static str,
    #[prop(optional)] fixed: Vec<(&'static str, String)>,
    #[prop(optional)] leaves: bool,
    children: Children,
) -> impl IntoView {
    let fixed = fixed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <form method="post" action=to data-live=(!leaves).then_some("")>
            {fixed}
            {children()}
        </form>
    }
}
