//! What waits for me, what I wait for, what was applied lately.

use crate::{
    actions::{AddProject, read_inbox},
    api::{Role, Viewer},
    parts::{
        field::Field,
        live_form::{Deeds, LiveForm},
        loaded::loaded,
        notice::Notice,
    },
    shown::InboxShown,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

#[component]
pub fn Inbox() -> impl IntoView {
    let page = Resource::new(|| (), |()| read_inbox());
    let deeds = Deeds::new(move || page.refetch());
    view! {
        <Title text="Inbox" />
        {loaded(page, move |page, viewer| lists(page, viewer, deeds))}
    }
}

fn lists(page: InboxShown, viewer: Option<Viewer>, deeds: Deeds) -> impl IntoView {
    let admin = viewer.filter(|viewer| viewer.role == Role::Admin);
    view! {
        <div class="inbox">
            <div inner_html=page.reviews.inner()></div>
            <aside aria-label="Projects">
                <h2>"Projects"</h2>
                <div inner_html=page.projects.inner()></div>
                {admin.map(|viewer| view! { <NewProject csrf=viewer.csrf deeds=deeds /> })}
            </aside>
        </div>
    }
}

#[component]
fn NewProject(csrf: String, deeds: Deeds) -> impl IntoView {
    view! {
        <Notice deeds=deeds />
        <details>
            <summary>"Add a project"</summary>
            <LiveForm url=AddProject::PATH deeds=deeds fixed=vec![("csrf", csrf)]>
                <Field label="Name" name="name" hint="Lower-case letters, digits and dashes." />
                <button>"Add project"</button>
            </LiveForm>
        </details>
    }
    .into_any()
}
