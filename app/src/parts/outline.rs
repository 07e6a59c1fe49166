//! The files and their statements, each with its risk.

use crate::{api::FileView, parts::risk, review::rows::statements_of, text::visible};
use leptos::prelude::*;
use lockgate_core::verdict::{Analysis, StatementLine};

pub fn outline(files: &[FileView], analysis: &Analysis) -> impl IntoView + use<> {
    let files = files
        .iter()
        .enumerate()
        .map(|(i, file)| {
            let statements = statements_of(&file.path, analysis)
                .map(|(place, statement)| item(place, statement))
                .collect_view();
            view! {
                <li>
                    <a class="file" href=format!("#file-{i}") rel="external">{visible(&file.path).into_owned()}</a>
                    <ol>{statements}</ol>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul>{files}</ul>
    }
    .into_any()
}

/// The shape comes from the class; the word is there for whoever can't see it.
fn item(place: usize, statement: &StatementLine) -> impl IntoView + use<> {
    let word = risk::word(statement.risk);
    view! {
        <li>
            <a class=word href=format!("#s{place}") rel="external" title=word>
                {visible(&statement.title).into_owned()}
            </a>
        </li>
    }
}
