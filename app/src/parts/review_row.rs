//! Reviews as rows of a list.

use super::{state::state, time::time};
use crate::{api::ReviewRow, parts::strip::Strip, text::visible};
use leptos::prelude::*;

/// The rows, or `empty` where there are none.
#[component]
pub fn ReviewRows(rows: Vec<ReviewRow>, empty: &'static str) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="empty">{empty}</p> }.into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <Row row=row /> }).collect_view();
    view! { <ul class="reviews">{rows}</ul> }.into_any()
}

#[component]
fn Row(row: ReviewRow) -> impl IntoView {
    let author = row.author.unwrap_or_else(|| "author unknown".to_owned());
    view! {
        <li>
            <div>
                <a href=format!("/r/{}", row.number)>{visible(&row.title).into_owned()}</a>
                <small>{format!("{} #{} · {author} · ", row.project, row.number)} {time(&row.at)}</small>
            </div>
            <Strip risks=row.risks />
            <div>
                {state(row.state)}
                <small>{(!row.waiting_for.is_empty()).then(|| format!("for {}", row.waiting_for))}</small>
            </div>
        </li>
    }
    .into_any()
}
