//! What waits for me, what I wait for, what was applied lately.

use crate::{
    actions::{AddProject, read_inbox},
    api::{InboxPage, ProjectRow, Role, Viewer},
    parts::{
        field::Field,
        loaded::loaded,
        notice::{Notice, on_success, outcome},
        review_row::ReviewRows,
    },
    text::{count, encode},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

#[component]
pub fn Inbox() -> impl IntoView {
    let page = Resource::new(|| (), |()| read_inbox());
    let add = ServerAction::<AddProject>::new();
    on_success(&[outcome(add)], move || page.refetch());
    view! {
        <Title text="Inbox" />
        {loaded(page, move |page, viewer| view! { <Lists page=page viewer=viewer add=add /> })}
    }
    .into_any()
}

#[component]
fn Lists(page: InboxPage, viewer: Option<Viewer>, add: ServerAction<AddProject>) -> impl IntoView {
    let admin = viewer.filter(|viewer| viewer.role == Role::Admin);
    view! {
        <div class="inbox">
            <div>
                <h1 class="unseen">"Inbox"</h1>
                <h2>"Waiting for you"</h2>
                <ReviewRows rows=page.waiting_for_me empty="Nothing waits for you." />
                <h2>"Waiting for others"</h2>
                <ReviewRows rows=page.waiting_for_others empty="Nothing waits for anybody else." />
                <h2>"Applied lately"</h2>
                <ReviewRows rows=page.applied_lately empty="Nothing was applied yet." />
            </div>
            <aside aria-label="Projects">
                <h2>"Projects"</h2>
                <Projects rows=page.projects />
                {admin.map(|viewer| view! { <NewProject csrf=viewer.csrf add=add /> })}
            </aside>
        </div>
    }
    .into_any()
}

#[component]
fn Projects(rows: Vec<ProjectRow>) -> impl IntoView {
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
                        {format!(
                            "{} · {} open · {targets}",
                            count(row.migrations, "migration"),
                            row.open_reviews,
                        )}
                    </small>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="projects">{rows}</ul> }.into_any()
}

#[component]
fn NewProject(csrf: String, add: ServerAction<AddProject>) -> impl IntoView {
    view! {
        <Notice outcomes=vec![outcome(add)] />
        <details>
            <summary>"Add a project"</summary>
            <ActionForm action=add>
                <input type="hidden" name="csrf" value=csrf />
                <Field label="Name" name="name" hint="Lower-case letters, digits and dashes." />
                <button>"Add project"</button>
            </ActionForm>
        </details>
    }
    .into_any()
}
