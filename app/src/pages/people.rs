//! Who may do what. For admins.

use crate::parts::notice::Notice;
use crate::parts::{field::Field, form::Form, header::role_word};
use crate::{
    actions::{AddPerson, CloseAccount, SetRole},
    api::{PersonRow, Role, Viewer},
    app::{frame, shown},
    desk::desk,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

const ROLES: [Role; 3] = [Role::Viewer, Role::Reviewer, Role::Admin];

#[component]
pub fn People() -> impl IntoView {
    shown(async {
        let viewer = frame().await?.viewer;
        Ok(page(desk().people().await?, viewer).into_any())
    })
}

fn page(rows: Vec<PersonRow>, viewer: Option<Viewer>) -> impl IntoView {
    let csrf = viewer.map(|viewer| viewer.csrf).unwrap_or_default();
    let lines = rows.into_iter().map(|row| person(row, csrf.clone())).collect_view();
    view! {
        <Title text="People" />
        <Notice />
        <div class="page">
            <h1>"People"</h1>
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Email"</th>
                        <th scope="col">"Role"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <NewPerson csrf=csrf />
        </div>
    }
}

fn person(row: PersonRow, csrf: String) -> impl IntoView {
    let role = match (row.disabled, row.role) {
        (true, _) => view! { <span>"disabled"</span> }.into_any(),
        (false, None) => view! { <span>"no account"</span> }.into_any(),
        (false, Some(role)) => {
            let label = format!("Role of {}", row.name);
            let close = format!("Close account of {}", row.name);
            let fixed = vec![("csrf", csrf), ("person", row.id)];
            view! {
                <Form to=SetRole::PATH fixed=fixed.clone()>
                    <select name="role" aria-label=label>
                        {roles(role)}
                    </select>
                    <button>"Set role"</button>
                </Form>
                <Form to=CloseAccount::PATH fixed=fixed>
                    <button class="quiet" aria-label=close>"Close account"</button>
                </Form>
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            <td>{row.email}</td>
            <td>{role}</td>
        </tr>
    }
    .into_any()
}

fn roles(now: Role) -> impl IntoView {
    ROLES
        .map(|role| {
            view! {
                <option value=role_word(role) selected=role == now>
                    {role_word(role)}
                </option>
            }
        })
        .into_iter()
        .collect_view()
}

#[component]
fn NewPerson(csrf: String) -> impl IntoView {
    view! {
        <h2>"Add a person"</h2>
        <Form to=AddPerson::PATH fixed=vec![("csrf", csrf)]>
            <Field label="Name" name="name" />
            <Field label="Email" name="email" kind="email" />
            <Field
                label="First password"
                name="password"
                kind="password"
                autocomplete="new-password"
                minlength=12
                hint="At least 12 characters. Hand it over yourself; the server sends no mail."
            />
            <p class="field">
                <label for="field-role">"Role"</label>
                <select id="field-role" name="role">
                    {roles(Role::Reviewer)}
                </select>
            </p>
            <button>"Add person"</button>
        </Form>
    }
    .into_any()
}
