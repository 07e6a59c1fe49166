//! A review: what the change does, and whose turn it is.

use crate::{
    actions::read_review,
    api::{ApiError, Viewer},
    parts::{decide::decide, live_form::Deeds, loaded::loaded},
    review::own_hash::{OwnHash, OwnHashSignal},
    shown::ReviewShown,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

#[component]
pub fn Review() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let number = move || params.read().get("number").and_then(|number| number.parse::<u64>().ok());
    let revision = move || query.read().get("revision").and_then(|revision| revision.parse::<u32>().ok());
    let page = Resource::new(
        move || (number(), revision()),
        |(number, revision)| async move {
            match number {
                Some(number) => read_review(number, revision).await,
                None => Err(ApiError::NotFound("A review's address ends in its number.".into())),
            }
        },
    );
    let deeds = Deeds::new(move || page.refetch());
    let refresh = Callback::new(move |()| page.refetch());
    provide_context(OwnHashSignal(RwSignal::new(OwnHash::NotYet)));
    let activity = Memo::new(move |_| query.read().get("tab").as_deref() == Some("activity"));
    loaded(page, move |page, viewer| view_of(page, viewer, deeds, refresh, activity))
}

fn view_of(
    page: ReviewShown,
    viewer: Option<Viewer>,
    deeds: Deeds,
    refresh: Callback<()>,
    activity: Memo<bool>,
) -> impl IntoView {
    let csrf = viewer.map(|viewer| viewer.csrf).unwrap_or_default();
    let decide = decide(&page, csrf, deeds, refresh);
    view! {
        <Title text=format!("#{} {}", page.number, page.title) />
        <header class="review-head" inner_html=page.head.inner()></header>
        {tabs(&page, activity)}
        <div class="review">
            <nav class="outline" aria-label="Files and statements" inner_html=page.outline.inner()></nav>
            <div class="changes" hidden=activity inner_html=page.changes.inner()></div>
            <div class="changes" hidden=move || !activity.get() inner_html=page.activity.inner()></div>
            {decide}
        </div>
    }
    .into_any()
}

fn tabs(page: &ReviewShown, activity: Memo<bool>) -> impl IntoView + use<> {
    let old = (page.revision != page.last_revision).then(|| format!("revision={}&", page.revision));
    let at = old.unwrap_or_default();
    let current = move |here: bool| (activity.get() == here).then_some("page");
    view! {
        <div class="tabs">
            <nav aria-label="Views">
                <a href=format!("?{at}tab=changes") data-noscroll="" aria-current=move || current(false)>
                    "Changes"
                </a>
                <a href=format!("?{at}tab=activity") data-noscroll="" aria-current=move || current(true)>
                    "Activity"
                </a>
            </nav>
            <nav aria-label="Revisions" inner_html=page.revisions.inner()></nav>
        </div>
    }
    .into_any()
}
