//! Signing in, and back to where one came from.

use crate::actions::{SignIn, SignInDemo};
use crate::app::{frame, shown};
use crate::parts::notice::Notice;
use crate::parts::{field::Field, form::Form};
use crate::text::local_path;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_query_map};

/// A sign-in without script comes back here; whoever is signed in by now goes on.
#[component]
pub fn SignInPage() -> impl IntoView {
    let back = use_query_map().read_untracked().get("return").unwrap_or_default();
    let back = local_path(&back).to_owned();
    shown(async move {
        let frame = frame().await?;
        Ok(match frame.viewer {
            Some(_) => view! { <Redirect path=back /> }.into_any(),
            None => page(frame.demo).into_any(),
        })
    })
}

fn page(demo: bool) -> impl IntoView {
    view! {
        <Title text="Sign in" />
        <section class="door">
            <h1>"Sign in"</h1>
            <Notice />
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
