//! Applying to one target: what will run, the button, and what happens while it runs.

use super::{decide::terms, form::Form, plan::plan, time::time};
use crate::{
    actions::{Apply, Progress},
    api::{ApplyState, ApplyView, Failure, ReviewPage, TargetPanel},
    parts::{
        icon::{Icon, icon},
        prose::prose,
    },
    text::{count, visible},
};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn apply_panel(page: &ReviewPage, target: &TargetPanel, csrf: String) -> impl IntoView + use<> {
    let last = target.apply.clone().map(|view| {
        let running = (view.state == ApplyState::Running).then(|| target.name.clone());
        view! {
            <div class="progress" role="status" data-review=page.row.number data-running=running>
                {progress(view)}
            </div>
        }
    });
    let label = format!("Apply {} to {}", page.content_hash.short(), target.name);
    let form = match target.apply_refusal.clone() {
        Some(why) => {
            let id = format!("no-apply-{}", crate::text::encode(&target.name));
            view! {
                <button type="button" disabled aria-describedby=id.clone()>{label}</button>
                <p class="why" id=id>{prose(&why)}</p>
            }
            .into_any()
        }
        None => {
            let confirm = format!("confirm-{}", crate::text::encode(&target.name));
            let plan = plan(&target.pending);
            let name = target.name.clone();
            let fixed = terms(page, target, csrf);
            view! {
                <Form to=Apply::PATH fixed=fixed>
                    <p class="lead">{format!("What will run on {name}:")}</p>
                    <ol class="parts">{plan}</ol>
                    <p class="field">
                        <label for=confirm.clone()>"Type " <code>{name}</code> " to go on"</label>
                        <input id=confirm name="confirm" required autocomplete="off" spellcheck="false" />
                    </p>
                    <button class="main danger">{label}</button>
                </Form>
            }
            .into_any()
        }
    };
    view! {
        <div class="apply">{last} {form}</div>
    }
    .into_any()
}

pub fn shown(view: ApplyView) -> Progress {
    Progress { running: view.state == ApplyState::Running, html: progress(view).into_any().to_html() }
}

/// An apply as it is now. The page asks for it again every second while it runs.
fn progress(view: ApplyView) -> impl IntoView {
    let running = view.state == ApplyState::Running;
    view! {
        {picture(view)}
        {running.then(|| {
            view! { <noscript><p class="why">"No script runs here: load the page again to see how it goes on."</p></noscript> }
        })}
    }
}

fn picture(view: ApplyView) -> impl IntoView {
    let (class, sign, word) = match view.state {
        ApplyState::Running => ("running", Icon::Play, "Applying"),
        ApplyState::Applied => ("applied", Icon::Check, "Applied"),
        ApplyState::Failed => ("failed", Icon::Cross, "Failed"),
        ApplyState::Interrupted => ("failed", Icon::Alert, "Interrupted"),
    };
    let committed = (!view.committed.is_empty()).then(|| {
        let rows =
            view.committed.iter().map(|part| view! { <li>{visible(part).into_owned()}</li> }).collect_view();
        view! { <p>"Committed:"</p><ul class="committed">{rows}</ul> }
    });
    let nothing = (view.state != ApplyState::Applied && view.committed.is_empty())
        .then(|| view! { <p>"Nothing is committed yet."</p> });
    let interrupted = (view.state == ApplyState::Interrupted).then(|| {
        view! {
            <p>
                <b>"What to do: "</b>
                "the server or its connection broke off. What is committed was read from the target’s own ledger. Apply \
                 the rest; where the history has moved, that takes a new approval first."
            </p>
        }
    });
    let width = 100.0 * view.done as f64 / view.of.max(1) as f64;
    view! {
        <p class=class>
            {icon(sign)} " " <b>{word}</b> {format!(" {} of {} · by {} ", view.done, count(view.of, "statement"), view.by)}
            <small>{time(view.ended.as_ref().unwrap_or(&view.started))}</small>
        </p>
        <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width=width.round() height="4" />
        </svg>
        {view.statement.map(|it| view! { <p><code>{visible(&it).into_owned()}</code></p> })}
        {view.failure.map(failure)}
        {interrupted}
        {committed}
        {nothing}
    }
    .into_any()
}

fn failure(failure: Failure) -> impl IntoView {
    let code = failure.sqlstate.map(|code| view! { <code>{code}</code> " " });
    let place = failure.place.map(|place| format!(" at {place}"));
    view! {
        <p class="failure">
            {icon(Icon::Alert)}
            <span>{code} {prose(&failure.message)} {place}</span>
        </p>
        <p><b>"What to do: "</b> {prose(&failure.instead)}</p>
    }
    .into_any()
}
