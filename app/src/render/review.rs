//! A review: its head, its revisions, and its changes.

use super::{
    activity::activity, code::file_code, decide::decide, diff::diff_view, outline::outline, state::state,
    tables::tables,
};
use crate::{
    api::{ApplyState, ReviewPage, TargetPanel, TextChange, Viewer},
    parts::{
        icon::{Icon, icon},
        prose::prose,
        strip::Strip,
    },
    shown::{Html, ReviewShown},
    text::encode,
};
use leptos::prelude::*;

pub fn shown(page: ReviewPage, viewer: Option<Viewer>) -> ReviewShown {
    let csrf = viewer.map(|viewer| viewer.csrf).unwrap_or_default();
    let running =
        |target: &TargetPanel| target.apply.as_ref().is_some_and(|a| a.state == ApplyState::Running);
    ReviewShown {
        head: Html::of(head(&page)),
        revisions: Html::of(revisions(&page)),
        outline: Html::of(outline(&page.files, &page.analysis)),
        changes: Html::of(changes(&page)),
        activity: Html::of(activity(&page.activity)),
        decide: Html::of(decide(&page, csrf)),
        running: page.targets.iter().filter(|t| running(t)).map(|t| t.name.clone()).collect(),
        number: page.row.number,
        title: page.row.title,
        revision: page.revision,
        last_revision: page.revisions.iter().map(|row| row.number).max().unwrap_or(page.revision),
        content_hash: page.content_hash,
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
            <h1>{row.title.clone()}</h1>
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
            <h2>{icon(Icon::Settings)} " This revision changes the settings"</h2>
            <p>"Settings decide which rules speak. What is switched off here is not in the verdict above."</p>
            {diff_view("lockgate.toml", &change.before, &change.after)}
        </section>
    }
}
