//! The tables that a revision touches, before and after.

use crate::{
    review::impact::{CardLine, Side, sides, summary},
    text::{count, visible},
};
use leptos::prelude::*;
use lockgate_core::verdict::TableChange;

pub fn tables(tables: &[TableChange]) -> impl IntoView + use<> {
    let cards = tables.iter().map(card).collect_view();
    (!tables.is_empty()).then(|| {
        view! {
            <section class="tables" aria-label="Tables touched">
                <h2>{format!("Touches {}", count(tables.len(), "table"))}</h2>
                {cards}
            </section>
        }
    })
}

/// Closed at first: the SQL comes first, and the summary says what changed.
fn card(change: &TableChange) -> impl IntoView + use<> {
    let (before, after) = sides(change);
    view! {
        <details>
            <summary>
                <code>{visible(&change.name).into_owned()}</code>
                " "
                <small>{summary(change)}</small>
            </summary>
            <div class="sides">
                {half("before", "removed", before)}
                {half("after", "added", after)}
            </div>
        </details>
    }
    .into_any()
}

fn half(title: &'static str, mark: &'static str, side: Option<Side>) -> impl IntoView {
    let lines = match side {
        None => view! { <p class="empty">"does not exist"</p> }.into_any(),
        Some(side) => [("", side.columns), ("indexes", side.indexes), ("constraints", side.constraints)]
            .map(|(name, lines)| group(name, mark, lines))
            .into_iter()
            .collect_view()
            .into_any(),
    };
    view! {
        <div>
            <h3>{title}</h3>
            {lines}
        </div>
    }
    .into_any()
}

fn group(name: &'static str, mark: &'static str, lines: Vec<CardLine>) -> impl IntoView {
    let sign = if mark == "added" { "+ " } else { "− " };
    (!lines.is_empty()).then(|| {
        let items = lines
            .into_iter()
            .map(|line| {
                let line = CardLine { text: visible(&line.text).into_owned(), ..line };
                let text = if line.changed { format!("{sign}{}", line.text) } else { line.text };
                view! { <li class=line.changed.then_some(mark)>{text}</li> }
            })
            .collect_view();
        view! {
            {(!name.is_empty()).then(|| view! { <h4>{name}</h4> })}
            <ul>{items}</ul>
        }
    })
}
