//! Signing in, and back to where one came from.

use crate::{
    actions::{SignIn, SignInDemo},
    app::FrameResource,
    parts::{
        field::{Field, go},
        live_form::{Deeds, LiveForm},
        notice::Notice,
    },
    text::local_path,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_query_map};

#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let back = move || local_path(&query.read_untracked().get("return").unwrap_or_default()).to_owned();
    let deeds = Deeds::new(move || go(&back()));
    let FrameResource(frame) = expect_context();
    // A plain form post comes back here; whoever is signed in by now goes on.
    let onward = move || {
        Suspend::new(async move {
            let frame = frame.await;
            let inside = frame.as_ref().is_ok_and(|frame| frame.viewer.is_some());
            let shows_demo = frame.is_ok_and(|frame| frame.demo);
            view! {
                {inside.then(|| view! { <Redirect path=back() /> })}
                {shows_demo.then(|| view! { <DemoDoors deeds=deeds /> })}
            }
        })
    };
    view! {
        <Title text="Sign in" />
        <section class="door">
            <h1>"Sign in"</h1>
            <Notice deeds=deeds />
            <LiveForm url=SignIn::PATH deeds=deeds>
                <Field label="Email" name="email" kind="email" autocomplete="username" />
                <Field label="Password" name="password" kind="password" autocomplete="current-password" />
                <button class="main">"Sign in"</button>
            </LiveForm>
            <Suspense>{onward}</Suspense>
        </section>
    }
    .into_any()
}

#[component]
fn DemoDoors(deeds: Deeds) -> impl IntoView {
    let doors = [("reviewer", "Reviewer"), ("ci", "CI"), ("admin", "Admin")]
        .map(|(role, name)| view! { <button name="role" value=role>{name}</button> });
    view! {
        <div class="doors">
            <h2>"This is the demo"</h2>
            <p>
                "It listens on this machine only and has people to try out. Elsewhere these buttons do not exist."
            </p>
            <LiveForm url=SignInDemo::PATH deeds=deeds>
                <span>"Sign in as "</span>
                {doors.into_iter().collect_view()}
            </LiveForm>
        </div>
    }
    .into_any()
}
