//! The first admin, made through the one-time link that the server prints when it starts.

use crate::actions::SetUp;
use crate::app::{frame, shown};
use crate::parts::notice::Notice;
use crate::parts::{field::Field, form::Form};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_params_map};

#[component]
pub fn SetUpPage() -> impl IntoView {
    let token = use_params_map().read_untracked().get("token").unwrap_or_default();
    shown(async move {
        Ok(match frame().await?.viewer {
            Some(_) => view! { <Redirect path="/" /> }.into_any(),
            None => page(token).into_any(),
        })
    })
}

fn page(token: String) -> impl IntoView {
    view! {
        <Title text="Set up" />
        <section class="door">
            <h1>"Make the first admin"</h1>
            <Notice />
            <p>"This link works once. Nobody else can use it after you."</p>
            <Form to=SetUp::PATH fixed=vec![("token", token)]>
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
            </Form>
        </section>
    }
}
