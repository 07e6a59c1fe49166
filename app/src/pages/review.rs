//! A review: what the change does, and whose turn it is.

use crate::{
    actions::read_review,
    api::{ApiError, ReviewPage, TextChange, Viewer},
    parts::{
        activity::Activity,
        code::file_code,
        decide::{Deeds, decide},
        diff::diff_view,
        icon::{Icon, icon},
        loaded::loaded,
        notice::on_success,
        outline::outline,
        prose::prose,
        recompute::Recompute,
        state::state,
        strip::Strip,
        tables::tables,
    },
    review::own_hash::{OwnHash, OwnHashSignal},
    text::encode,
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
    let deeds = Deeds::new();
    on_success(&deeds.outcomes(), move || page.refetch());
    let refresh = Callback::new(move |()| page.refetch());
    provide_context(OwnHashSignal(RwSignal::new(OwnHash::NotYet)));
    let activity = Memo::new(move |_| query.read().get("tab").as_deref() == Some("activity"));
    loaded(page, move |page, viewer| view_of(page, viewer, deeds, refresh, activity))
}

fn view_of(
    page: ReviewPage,
    viewer: Option<Viewer>,
    deeds: Deeds,
    refresh: Callback<()>,
    activity: Memo<bool>,
) -> impl IntoView {
    let csrf = viewer.map(|viewer| viewer.csrf).unwrap_or_default();
    let files = page
        .files
        .iter()
        .enumerate()
        .map(|(place, file)| file_code(file, place, &page.analysis))
        .collect_view();
    view! {
        <Title text=format!("#{} {}", page.row.number, page.row.title) />
        {head(&page)}
        {tabs(&page, activity)}
        <div class="review">
            {outline(&page.files, &page.analysis)}
            <div class="changes" hidden=activity>
                {page.settings_change.as_ref().map(settings)}
                {tables(&page.analysis.tables)}
                {files}
            </div>
            <div class="changes" hidden=move || !activity.get()>
                <Activity rows=page.activity.clone() />
            </div>
            {decide(&page, csrf, deeds, refresh)}
        </div>
    }
    .into_any()
}

fn head(page: &ReviewPage) -> impl IntoView + use<> {
    let row = &page.row;
    let author = row.author.clone().unwrap_or_else(|| "unknown".to_owned());
    let by = match author == page.pushed_by {
        true => format!("by {author}"),
        false => format!("by {author}, pushed by {}", page.pushed_by),
    };
    let waiting = (!row.waiting_for.is_empty()).then(|| format!("for {}", row.waiting_for));
    view! {
        <header class="review-head">
            <p class="crumbs">
                <a href=format!("/p/{}", encode(&row.project))>{row.project.clone()}</a>
                {format!(" / #{} · {by}", row.number)}
            </p>
            <div class="title">
                <h1>{row.title.clone()}</h1>
                {state(row.state)}
                <small>{waiting}</small>
            </div>
            <div class="verdict">
                <p>{prose(&page.analysis.verdict.sentence)}</p>
                <code title=page.content_hash.to_string()>{page.content_hash.short().to_owned()}</code>
            </div>
            <div class="measure">
                <Strip risks=page.analysis.verdict.risks wide=true />
                <Recompute number=row.number revision=page.revision server=page.analysis.clone() />
            </div>
        </header>
    }
    .into_any()
}

fn tabs(page: &ReviewPage, activity: Memo<bool>) -> impl IntoView + use<> {
    let last = page.revisions.iter().map(|row| row.number).max().unwrap_or(page.revision);
    let shown = page.revision;
    let at = (shown != last).then(|| format!("revision={shown}&"));
    let at = at.unwrap_or_default();
    let current = move |here: bool| (activity.get() == here).then_some("page");
    let revisions = page
        .revisions
        .iter()
        .map(|row| {
            view! {
                <a
                    href=format!("?revision={}", row.number)
                    title=format!("{} · {}", row.content_hash.short(), row.pushed_by)
                    aria-current=(row.number == shown).then_some("true")
                >
                    {row.number}
                </a>
            }
        })
        .collect_view();
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
            <nav aria-label="Revisions">"Revision " {revisions}</nav>
        </div>
    }
    .into_any()
}

/// Nobody switches rules off unseen: this stands before all else.
fn settings(change: &TextChange) -> impl IntoView + use<> {
    view! {
        <section class="settings" id="settings" tabindex="-1">
            <h2>{icon(Icon::Settings)} " This revision changes the settings"</h2>
            <p>"Settings decide which rules speak. What is switched off here is not in the verdict above."</p>
            {diff_view("lockgate.toml", &change.before, &change.after)}
        </section>
    }
    .into_any()
}
