//! Signing in, and back to where one came from.

use super::{field::Field, form::Form};
use crate::actions::{SignIn, SignInDemo};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn page(demo: bool) -> impl IntoView {
    view! {
        <section class="door">
            <h1>"Sign in"</h1>
            <Form to=SignIn::PATH>
                <Field label="Email" name="email" kind="email" autocomplete="username" />
                <Field label="Password" name="password" kind="password" autocomplete="current-password" />
                <button class="main">"Sign in"</button>
            </Form>
            {demo.then(|| view! { <DemoDoors /> })}
        </section>
    }
}

#[component]
fn DemoDoors() -> impl IntoView {
    let doors = [("reviewer", "Reviewer"), ("ci", "CI"), ("admin", "Admin")]
        .map(|(role, name)| view! { <button name="role" value=role>{name}</button> });
    view! {
        <div class="doors">
            <h2>"This is the demo"</h2>
            <p>
                "It listens on this machine only and has people to try out. Elsewhere these buttons do not exist."
            </p>
            <Form to=SignInDemo::PATH>
                <span>"Sign in as "</span>
                {doors.into_iter().collect_view()}
            </Form>
        </div>
    }
}
