//! A plan's parts as a list: what each commit point brings.

use super::code::commit_words;
use crate::text::{count, visible};
use leptos::prelude::*;
use lockgate_core::plan::Part;

pub fn plan(parts: &[Part]) -> impl IntoView + use<> {
    parts
        .iter()
        .map(|part| {
            let statements = count(part.statements.len(), "statement");
            view! {
                <li>
                    <b>{visible(&part.migration).into_owned()}</b>
                    " "
                    <small>{format!("{statements} · {}", commit_words(part.number, part.of, part.mode))}</small>
                </li>
            }
        })
        .collect_view()
}
