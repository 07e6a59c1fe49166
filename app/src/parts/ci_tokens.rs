//! CI tokens of a project. A new one is shown once, by the page that comes after making it.

use super::{field::Field, form::Form, time::time};
use crate::{
    actions::{CreateToken, RevokeToken},
    api::TokenRow,
    parts::icon::{Icon, icon},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn Tokens(project: String, rows: Vec<TokenRow>, fresh: Option<String>, csrf: String) -> impl IntoView {
    let none = rows.is_empty().then(|| view! { <p class="empty">"No token yet."</p> });
    let rows = rows.into_iter().map(|row| token(row, csrf.clone())).collect_view();
    let fresh = fresh.map(|token| {
        view! {
            <div class="fresh" role="status">
                <p>{icon(Icon::Alert)} " Copy this token now. It is not shown again."</p>
                <input class="secret" aria-label="The new token" readonly value=token />
            </div>
        }
    });
    view! {
        <section class="tokens">
            <h2>"CI tokens"</h2>
            {fresh}
            {none}
            <ul>{rows}</ul>
            <details>
                <summary>"Create a token"</summary>
                <Form to=CreateToken::PATH fixed=vec![("csrf", csrf), ("project", project)]>
                    <Field label="Name" name="name" id="token-name" hint="Where it will be used: github-main." />
                    <button>"Create token"</button>
                </Form>
            </details>
        </section>
    }
    .into_any()
}

fn token(row: TokenRow, csrf: String) -> impl IntoView {
    let used = match row.last_used {
        Some(at) => view! { "last used " {time(&at)} }.into_any(),
        None => "never used".into_any(),
    };
    let label = format!("Revoke {}", row.name);
    view! {
        <li>
            <span>
                <b>{row.name.clone()}</b>
                <small>{format!("{} · ", row.owner)} {time(&row.created)} " · " {used}</small>
            </span>
            <Form to=RevokeToken::PATH fixed=vec![("csrf", csrf), ("id", row.id)]>
                <button class="quiet" aria-label=label>"Revoke"</button>
            </Form>
        </li>
    }
    .into_any()
}
