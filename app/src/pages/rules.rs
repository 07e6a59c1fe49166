//! The list of rules, and one rule's page.

use crate::{
    api::{Block, Inline, RulePage, RuleRow},
    app::shown,
    desk::desk,
    text::{holds_words, visible},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

#[component]
pub fn Rules() -> impl IntoView {
    let search = use_query_map().read_untracked().get("q").unwrap_or_default();
    shown(async move { Ok(list(desk().rules().await?, search).into_any()) })
}

#[component]
pub fn Rule() -> impl IntoView {
    let name = use_params_map().read_untracked().get("name").unwrap_or_default();
    shown(async move { Ok(page(desk().rule(name).await?).into_any()) })
}

/// The rules by category. Those that the search leaves out stay in the page, hidden.
fn list(rows: Vec<RuleRow>, search: String) -> impl IntoView {
    let fits = |row: &RuleRow| {
        let RuleRow { name, category, severity, summary } = row;
        holds_words(&format!("{} {name} {severity} {summary}", spaced(category)), &search)
    };
    let found = rows.iter().filter(|row| fits(row)).count();
    let groups = rows.chunk_by(|a, b| a.category == b.category).map(|rows| group(rows, &fits)).collect_view();
    view! {
        <Title text="Rules" />
        <div class="page">
            <h1>"Rules"</h1>
            <p class="lead">"What the engine looks for, with the reason, the proof and the way out of each."</p>
            <form role="search" class="search" action="/rules">
                <label for="q">"Search the rules"</label>
                <input
                    id="q"
                    type="search"
                    name="q"
                    value=search.clone()
                    placeholder="index, lock, drop …"
                    autocomplete="off"
                    data-search
                />
                <button>"Search"</button>
            </form>
            <table class="list rules">
                <thead>
                    <tr>
                        <th scope="col">"Rule"</th>
                        <th scope="col">"Severity"</th>
                        <th scope="col">"What it finds"</th>
                    </tr>
                </thead>
                {groups}
            </table>
            <p class="empty" role="status" data-none hidden=found != 0>
                "No rule speaks of all these words. Try fewer of them."
            </p>
        </div>
    }
    .into_any()
}

fn group(rows: &[RuleRow], fits: impl Fn(&RuleRow) -> bool) -> impl IntoView {
    let category = spaced(&rows[0].category);
    let empty = !rows.iter().any(&fits);
    let rows = rows
        .iter()
        .map(|row| {
            view! {
                <tr data-row hidden=!fits(row)>
                    <th scope="row">
                        <a href=format!("/rules/{}", row.name)>
                            <code>{row.name.clone()}</code>
                        </a>
                    </th>
                    <td>{row.severity.clone()}</td>
                    <td>{row.summary.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <tbody data-group=category.clone() hidden=empty>
            <tr>
                <th scope="rowgroup" colspan="3">
                    {category.clone()}
                </th>
            </tr>
            {rows}
        </tbody>
    }
}

fn spaced(category: &str) -> String {
    category.replace('-', " ")
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
            <p class="lead">{format!("{} · {}", row.severity, spaced(&row.category))}</p>
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
