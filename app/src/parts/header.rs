//! The bar on top of every page, and the help behind its last button.

use super::{form::Form, help::Help};
use crate::{
    actions::SignOut,
    api::{Frame, Role, Viewer},
};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn header(frame: Frame) -> impl IntoView {
    let admin = frame.viewer.as_ref().is_some_and(|viewer| viewer.role == Role::Admin);
    let account = match frame.viewer {
        Some(viewer) => view! { <Account viewer=viewer /> }.into_any(),
        None => view! { <a href="/sign-in">"Sign in"</a> }.into_any(),
    };
    view! {
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
            {admin.then(|| view! { <a href="/people">"People"</a> })}
            <span class="space"></span>
            {frame.demo.then(|| view! { <span class="demo">"Demo on this machine"</span> })}
            {account}
            <button type="button" class="quiet" command="show-modal" commandfor="keys" title="Keys (?)">
                "Keys"
            </button>
        </nav>
        <Help />
    }
}

#[component]
fn Account(viewer: Viewer) -> impl IntoView {
    view! {
        <span class="who">{viewer.name} " " <small>{role_word(viewer.role)}</small></span>
        <Form to=SignOut::PATH fixed=vec![("csrf", viewer.csrf)] leaves=true>
            <button class="quiet">"Sign out"</button>
        </Form>
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
