//! What happened to a review, newest first.

use super::time::time;
use crate::api::ActivityRow;
use leptos::prelude::*;

#[component]
pub fn Activity(rows: Vec<ActivityRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .rev()
        .map(|row| view! { <li>{time(&row.at)} <span><b>{row.by}</b> " " {row.what}</span></li> })
        .collect_view();
    view! {
        <section class="activity" aria-label="Activity">
            <ol>{rows}</ol>
        </section>
    }
    .into_any()
}
