//! What happened to a review, newest first.

use super::time::time;
use crate::api::ActivityRow;
use leptos::prelude::*;

pub fn activity(rows: &[ActivityRow]) -> impl IntoView + use<> {
    let rows = rows
        .iter()
        .rev()
        .cloned()
        .map(|row| view! { <li>{time(&row.at)} <span><b>{row.by}</b> " " {row.what}</span></li> })
        .collect_view();
    view! {
        <ol class="activity">{rows}</ol>
    }
    .into_any()
}
