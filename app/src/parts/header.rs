//! The bar on top of every page.

use super::{
    field::go,
    live_form::{Deeds, LiveForm},
};
use crate::{
    actions::SignOut,
    api::{Role, Viewer},
    app::FrameResource,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn Header() -> impl IntoView {
    let FrameResource(frame) = expect_context();
    let deeds = Deeds::new(|| go("/sign-in"));
    let account = move || {
        Suspend::new(async move {
            let (viewer, demo) = frame.await.map_or((None, false), |frame| (frame.viewer, frame.demo));
            let admin = viewer.as_ref().is_some_and(|viewer| viewer.role == Role::Admin);
            let account = match viewer {
                Some(viewer) => view! { <Account viewer=viewer deeds=deeds /> }.into_any(),
                None => view! { <a href="/sign-in">"Sign in"</a> }.into_any(),
            };
            view! {
                {admin.then(|| view! { <a href="/people">"People"</a> })}
                <span class="space"></span>
                {demo.then(|| view! { <span class="demo">"Demo on this machine"</span> })}
                {account}
            }
        })
    };
    view! {
        <header class="bar">
            <nav aria-label="Main">
                <a class="brand" href="/">
                    <svg viewBox="0 0 16 16" aria-hidden="true">
                        <path d="M2 2v12M14 2v12M2 5l6 4 6-4M2 10l6 4 6-4" />
                    </svg>
                    "Lockgate"
                </a>
                <a href="/">"Inbox"</a>
                <a href="/rules">"Rules"</a>
                <a href="/playground">"Playground"</a>
                <Suspense>{account}</Suspense>
                <button type="button" class="quiet" command="show-modal" commandfor="keys" title="Keys (?)">
                    "Keys"
                </button>
            </nav>
        </header>
    }
    .into_any()
}

#[component]
fn Account(viewer: Viewer, deeds: Deeds) -> impl IntoView {
    view! {
        <span class="who">{viewer.name} " " <small>{role_word(viewer.role)}</small></span>
        <LiveForm url=SignOut::PATH deeds=deeds fixed=vec![("csrf", viewer.csrf)]>
            <button class="quiet">"Sign out"</button>
        </LiveForm>
    }
    .into_any()
}

pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Reviewer => "reviewer",
        Role::Admin => "admin",
    }
}
