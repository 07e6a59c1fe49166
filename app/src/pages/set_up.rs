//! The first admin, made through the one-time link that the server prints when it starts.

use crate::{
    actions::SetUp,
    app::FrameResource,
    parts::{
        field::{Field, go},
        live_form::{Deeds, LiveForm},
        notice::Notice,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_params_map};

#[component]
pub fn SetUpPage() -> impl IntoView {
    let deeds = Deeds::new(|| go("/"));
    let params = use_params_map();
    let token = params.read_untracked().get("token").unwrap_or_default();
    let FrameResource(frame) = expect_context();
    let onward = move || {
        Suspend::new(async move {
            let inside = frame.await.is_ok_and(|frame| frame.viewer.is_some());
            inside.then(|| view! { <Redirect path="/" /> })
        })
    };
    view! {
        <Title text="Set up" />
        <section class="door">
            <h1>"Make the first admin"</h1>
            <p>"This link works once. Nobody else can use it after you."</p>
            <Notice deeds=deeds />
            <LiveForm url=SetUp::PATH deeds=deeds fixed=vec![("token", token)]>
                <Field label="Name" name="name" autocomplete="name" />
                <Field label="Email" name="email" kind="email" autocomplete="username" />
                <Field
                    label="Password"
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    minlength=12
                    hint="At least 12 characters; any characters will do."
                />
                <button class="main">"Make admin"</button>
            </LiveForm>
            <Suspense>{onward}</Suspense>
        </section>
    }
    .into_any()
}
