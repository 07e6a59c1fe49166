//! The first admin, made through the one-time link that the server prints when it starts.

use super::{field::Field, form::Form};
use crate::actions::SetUp;
use leptos::{prelude::*, server_fn::ServerFn};

pub fn page(token: String) -> impl IntoView {
    view! {
        <section class="door">
            <h1>"Make the first admin"</h1>
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
