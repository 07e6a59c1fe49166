//! A text before and after, line by line. Its colours are not those of risk.

use crate::{
    review::diff::{DiffLine, Kind, diff, totals},
    text::visible,
};
use leptos::prelude::*;

pub fn diff_view(title: &'static str, before: &str, after: &str) -> impl IntoView + use<> {
    let lines = diff(before, after);
    let (added, removed) = totals(&lines);
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <details class="diff" open>
            <summary>{format!("{title}: +{added} −{removed}")}</summary>
            <pre class="sql"><code>{rows}</code></pre>
        </details>
    }
    .into_any()
}

fn row(line: DiffLine) -> impl IntoView {
    let (class, sign) = match line.kind {
        Kind::Same => ("same", "  "),
        Kind::Added => ("added", "+ "),
        Kind::Removed => ("removed", "− "),
        Kind::Folded => ("folded", "… "),
    };
    let number = line.new.or(line.old);
    view! { <span class=class data-n=number>{format!("{sign}{}", visible(&line.text))}</span> }
}
