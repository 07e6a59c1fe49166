//! Every rule, in one list.

use crate::{actions::read_rules, api::RuleRow, parts::loaded::loaded};
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn Rules() -> impl IntoView {
    let page = Resource::new(|| (), |()| read_rules());
    view! {
        <Title text="Rules" />
        {loaded(page, |rows, _| view! { <List rows=rows /> })}
    }
    .into_any()
}

#[component]
fn List(rows: Vec<RuleRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/rules/{}", row.name)>
                            <code>{row.name.clone()}</code>
                        </a>
                    </th>
                    <td>{row.severity}</td>
                    <td>{row.category.replace('-', " ")}</td>
                    <td>{row.summary}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="page">
            <h1>"Rules"</h1>
            <p class="lead">"What the engine looks for, with the reason, the proof and the way out of each."</p>
            <table class="list">
                <thead>
                    <tr>
                        <th scope="col">"Rule"</th>
                        <th scope="col">"Severity"</th>
                        <th scope="col">"Category"</th>
                        <th scope="col">"What it finds"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
