//! One rule: what it finds, why that hurts, what to do instead.

use crate::{
    actions::read_rule,
    api::{Block, Inline, RulePage},
    parts::loaded::loaded,
    text::visible,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

#[component]
pub fn Rule() -> impl IntoView {
    let params = use_params_map();
    let name = move || params.read().get("name").unwrap_or_default();
    let page = Resource::new(name, read_rule);
    loaded(page, |page, _| view! { <Prose page=page /> })
}

#[component]
fn Prose(page: RulePage) -> impl IntoView {
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
