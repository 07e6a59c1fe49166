//! A review: its head, its revisions, and its changes.

use crate::parts::{
    activity::activity, code::file_code, decide::decide, diff::diff_view, outline::outline, state::state,
    tables::tables,
};
use crate::{
    api::{ApiError, ReviewPage, TextChange, Viewer},
    app::{frame, shown},
    desk::desk,
    islands::{own_hash::OwnHashLine, recompute::Recompute},
    parts::{
        icon::{Icon, icon},
        notice::Notice,
        prose::prose,
        strip::Strip,
    },
    text::{encode, visible},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

#[component]
pub fn Review() -> impl IntoView {
    let number =
        use_params_map().read_untracked().get("number").and_then(|number| number.parse::<u64>().ok());
    let query = use_query_map().get_untracked();
    let revision = query.get("revision").and_then(|revision| revision.parse::<u32>().ok());
    let activity = query.get("tab").as_deref() == Some("activity");
    shown(async move {
        let nothing = || ApiError::NotFound("A review's address ends in its number.".into());
        let viewer = frame().await?.viewer;
        let page = desk().review(number.ok_or_else(nothing)?, revision).await?;
        Ok(show(&page, viewer, activity).into_any())
    })
}

fn show(page: &ReviewPage, viewer: Option<Viewer>, showing_activity: bool) -> impl IntoView + use<> {
    let csrf = viewer.map(|viewer| viewer.csrf).unwrap_or_default();
    let (number, revision) = (page.row.number, page.revision);
    let middle = match showing_activity {
        true => activity(&page.activity).into_any(),
        false => changes(page).into_any(),
    };
    view! {
        <Title text=format!("#{number} {}", visible(&page.row.title)) />
        <header class="review-head">{head(page)}</header>
        {tabs(page, showing_activity)}
        <div class="review">
            <nav class="outline" aria-label="Files and statements">
                {(!showing_activity).then(|| outline(&page.files, &page.analysis))}
            </nav>
            <div class="changes">{middle}</div>
            <aside class="decide" aria-labelledby="decide">
                <h2 id="decide">"Decide"</h2>
                <Notice />
                <OwnHashLine number=number revision=revision hash=page.content_hash.clone() />
                <Recompute number=number revision=revision />
                {decide(page, csrf)}
            </aside>
        </div>
    }
}

fn tabs(page: &ReviewPage, activity: bool) -> impl IntoView + use<> {
    let last = page.revisions.iter().map(|row| row.number).max().unwrap_or(page.revision);
    let old = if page.revision == last { String::new() } else { format!("revision={}&", page.revision) };
    let current = |here: bool| (activity == here).then_some("page");
    view! {
        <div class="tabs">
            <nav aria-label="Views">
                <a href=format!("?{old}tab=changes") aria-current=current(false)>"Changes"</a>
                <a href=format!("?{old}tab=activity") aria-current=current(true)>"Activity"</a>
            </nav>
            <nav aria-label="Revisions">{revisions(page)}</nav>
        </div>
    }
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
        <p class="crumbs">
            <a href=format!("/p/{}", encode(&row.project))>{row.project.clone()}</a>
            {format!(" / #{} · {by}", row.number)}
        </p>
        <div class="title">
            <h1>{visible(&row.title).into_owned()}</h1>
            {state(row.state)}
            <small>{waiting}</small>
        </div>
        <div class="verdict">
            <p>{prose(&page.analysis.verdict.sentence)}</p>
            <code title=page.content_hash.to_string()>{page.content_hash.short().to_owned()}</code>
        </div>
        <Strip risks=page.analysis.verdict.risks wide=true />
    }
}

fn revisions(page: &ReviewPage) -> impl IntoView + use<> {
    let shown = page.revision;
    let links = page
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
    view! { "Revision " {links} }
}

fn changes(page: &ReviewPage) -> impl IntoView + use<> {
    let files = page
        .files
        .iter()
        .enumerate()
        .map(|(place, file)| file_code(file, place, &page.analysis))
        .collect_view();
    view! {
        {page.settings_change.as_ref().map(settings)}
        {tables(&page.analysis.tables)}
        {files}
    }
}

/// Nobody switches rules off unseen: this stands before all else.
fn settings(change: &TextChange) -> impl IntoView + use<> {
    view! {
        <section class="settings" id="settings" tabindex="-1">
            <h2>{icon(Icon::Settings)} " This revision brings or changes settings"</h2>
            <p>"Settings decide which rules speak. What is switched off here is not in the verdict above."</p>
            {diff_view("lockgate.toml", &change.before, &change.after)}
        </section>
    }
}
