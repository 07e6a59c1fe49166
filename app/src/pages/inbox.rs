//! What waits for me, what I wait for, what was applied lately.

use crate::parts::notice::Notice;
use crate::parts::{field::Field, form::Form, review_row::ReviewRows};
use crate::{
    actions::AddProject,
    api::{InboxPage, ProjectRow, Role, Viewer},
    app::{frame, shown},
    desk::desk,
    text::{count, encode},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

#[component]
pub fn Inbox() -> impl IntoView {
    shown(async {
        let viewer = frame().await?.viewer;
        Ok(page(desk().inbox().await?, viewer).into_any())
    })
}

fn page(page: InboxPage, viewer: Option<Viewer>) -> impl IntoView {
    let admin = viewer.filter(|viewer| viewer.role == Role::Admin);
    view! {
        <Title text="Inbox" />
        <Notice />
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
                {projects(page.projects)}
                {admin.map(|viewer| view! { <NewProject csrf=viewer.csrf /> })}
            </aside>
        </div>
    }
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

#[component]
fn NewProject(csrf: String) -> impl IntoView {
    view! {
        <details>
            <summary>"Add a project"</summary>
            <Form to=AddProject::PATH fixed=vec![("csrf", csrf)]>
                <Field label="Name" name="name" hint="Lower-case letters, digits and dashes." />
                <button>"Add project"</button>
            </Form>
        </details>
    }
}
