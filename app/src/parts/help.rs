//! The keys, in a dialog that the browser itself makes modal.

use leptos::prelude::*;

const KEYS: [(&str, &str); 6] = [
    ("j", "next statement"),
    ("k", "statement before"),
    ("n", "next finding"),
    ("p", "finding before"),
    ("a", "go to the approve button"),
    ("?", "these keys"),
];

#[component]
pub fn Help() -> impl IntoView {
    let rows =
        KEYS.into_iter().map(|(key, does)| view! { <dt><kbd>{key}</kbd></dt><dd>{does}</dd> }).collect_view();
    view! {
        <dialog id="keys" class="help" aria-labelledby="keys-title">
            <h2 id="keys-title">"Keys on a review"</h2>
            <dl>{rows}</dl>
            <form method="dialog">
                <button>"Close"</button>
            </form>
        </dialog>
    }
    .into_any()
}
