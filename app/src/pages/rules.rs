//! The list of rules, and one rule's page.

use crate::{
    api::{Block, Inline, RulePage, RuleRow},
    app::shown,
    desk::desk,
    text::visible,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

#[component]
pub fn Rules() -> impl IntoView {
    shown(async { Ok(list(desk().rules().await?).into_any()) })
}

#[component]
pub fn Rule() -> impl IntoView {
    let name = use_params_map().read_untracked().get("name").unwrap_or_default();
    shown(async move { Ok(page(desk().rule(name).await?).into_any()) })
}

fn list(rows: Vec<RuleRow>) -> impl IntoView {
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
        <Title text="Rules" />
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

fn page(page: RulePage) -> impl IntoView {
    let row = page.row;
    let blocks = page.blocks.into_iter().map(block).collect_view();
    view! {
        <Title text=row.name.clone() />
        <article class="page prose">
            <p class="crumbs">
                <a href="/rules">"Rules"</a>
                " / "
            </p>
            <h1>
                <code>{row.name}</code>
            </h1>
            <p class="lead">{format!("{} · {}", row.severity, row.category.replace('-', " "))}</p>
            {blocks}
        </article>
    }
    .into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Heading(text) => view! { <h2>{text}</h2> }.into_any(),
        Block::Paragraph(parts) => view! { <p>{inlines(parts)}</p> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{inlines(item)}</li> }).collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        Block::Sql(text) => {
            view! { <pre class="sql" tabindex="0"><code>{visible(&text).into_owned()}</code></pre> }
                .into_any()
        }
    }
}

fn inlines(parts: Vec<Inline>) -> Vec<AnyView> {
    parts
        .into_iter()
        .map(|part| match part {
            Inline::Text(text) => text.into_any(),
            Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
            Inline::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        })
        .collect()
}
