//! The inbox's lists.

use super::review_row::ReviewRows;
use crate::{
    api::{InboxPage, ProjectRow},
    shown::{Html, InboxShown},
    text::{count, encode},
};
use leptos::prelude::*;

pub fn shown(page: InboxPage) -> InboxShown {
    let projects = Html::of(projects(page.projects));
    let reviews = Html::of(view! {
        <h1 class="unseen">"Inbox"</h1>
        <h2>"Waiting for you"</h2>
        <ReviewRows rows=page.waiting_for_me empty="Nothing waits for you." />
        <h2>"Waiting for others"</h2>
        <ReviewRows rows=page.waiting_for_others empty="Nothing waits for anybody else." />
        <h2>"Applied lately"</h2>
        <ReviewRows rows=page.applied_lately empty="Nothing was applied yet." />
    });
    InboxShown { reviews, projects }
}

fn projects(rows: Vec<ProjectRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <p class="empty">
                "No project yet. An admin adds one here; then CI pushes its migrations with "
                <code>"lockgate push"</code> "."
            </p>
        }
        .into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let targets = if row.targets.is_empty() { "no target".into() } else { row.targets.join(", ") };
            view! {
                <li>
                    <a href=format!("/p/{}", encode(&row.name))>{row.name.clone()}</a>
                    <small>
                        {format!("{} · {} open · {targets}", count(row.migrations, "migration"), row.open_reviews)}
                    </small>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="projects">{rows}</ul> }.into_any()
}
