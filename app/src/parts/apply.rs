//! Applying to one target: what will run, the button, and what happens while it runs.

use super::{
    icon::{Icon, icon},
    live_form::{Deeds, LiveForm},
    prose::prose,
    time::time,
};
use crate::{
    actions::Apply,
    api::{ApplyState, ApplyView, Failure, TargetPanel},
    shown::ReviewShown,
    text::count,
};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn apply_panel(
    page: &ReviewShown,
    target: &TargetPanel,
    csrf: String,
    deeds: Deeds,
    refresh: Callback<()>,
) -> impl IntoView + use<> {
    let last = target.apply.clone().map(|view| {
        view! { <Progress number=page.number target=target.name.clone() view=view refresh=refresh /> }
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
            let plan = page.plan.inner();
            let name = target.name.clone();
            let fixed =
                vec![("csrf", csrf), ("review", page.number.to_string()), ("target", target.name.clone())];
            view! {
                <LiveForm url=Apply::PATH deeds=deeds fixed=fixed>
                    <p class="lead">{format!("What will run on {name}:")}</p>
                    <ol class="parts" inner_html=plan></ol>
                    <p class="field">
                        <label for=confirm.clone()>"Type " <code>{name}</code> " to go on"</label>
                        <input id=confirm name="confirm" required autocomplete="off" spellcheck="false" />
                    </p>
                    <button class="main danger" disabled=move || deeds.pending.get()>{label}</button>
                </LiveForm>
            }
            .into_any()
        }
    };
    view! {
        <div class="apply">{last} {form}</div>
    }
    .into_any()
}

/// An apply as it was when the page was read; asked again every second while it runs.
#[component]
fn Progress(number: u64, target: String, view: ApplyView, refresh: Callback<()>) -> impl IntoView {
    let running = view.state == ApplyState::Running;
    let now = RwSignal::new(view);
    #[cfg(target_arch = "wasm32")]
    if running {
        poll(number, target, now, refresh);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (number, target, refresh);
    let reload = running.then(|| {
        view! { <noscript><p class="why">"No script runs here: load the page again to see how it goes on."</p></noscript> }
    });
    view! {
        <div class="progress" role="status">
            {move || picture(now.get())}
        </div>
        {reload}
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
fn poll(number: u64, target: String, now: RwSignal<ApplyView>, refresh: Callback<()>) {
    use std::{cell::Cell, rc::Rc, time::Duration};
    let asking = Rc::new(Cell::new(false));
    let ask = move || {
        if asking.replace(true) {
            return;
        }
        let (target, asking) = (target.clone(), asking.clone());
        leptos::task::spawn_local(async move {
            // An answer that does not come is asked for again a second later.
            if let Ok(Some(view)) = crate::actions::read_apply(number, target).await {
                let ended = view.state != ApplyState::Running;
                if now.try_set(view).is_none() && ended {
                    refresh.run(());
                }
            }
            asking.set(false);
        });
    };
    Effect::new(move |_| {
        if let Ok(timer) = set_interval_with_handle(ask.clone(), Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
}

fn picture(view: ApplyView) -> impl IntoView {
    let (class, sign, word) = match view.state {
        ApplyState::Running => ("running", Icon::Play, "Applying"),
        ApplyState::Applied => ("applied", Icon::Check, "Applied"),
        ApplyState::Failed => ("failed", Icon::Cross, "Failed"),
        ApplyState::Interrupted => ("failed", Icon::Alert, "Interrupted"),
    };
    let committed = (!view.committed.is_empty()).then(|| {
        let rows = view.committed.iter().cloned().map(|part| view! { <li>{part}</li> }).collect_view();
        view! { <p>"Committed:"</p><ul class="committed">{rows}</ul> }
    });
    let nothing = (view.state != ApplyState::Applied && view.committed.is_empty())
        .then(|| view! { <p>"Nothing is committed yet."</p> });
    let width = 100.0 * view.done as f64 / view.of.max(1) as f64;
    view! {
        <p class=class>
            {icon(sign)} " " <b>{word}</b> {format!(" {} of {} · by {} ", view.done, count(view.of, "statement"), view.by)}
            <small>{time(view.ended.as_ref().unwrap_or(&view.started))}</small>
        </p>
        <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width=width.round() height="4" />
        </svg>
        {view.statement.map(|statement| view! { <p><code>{statement}</code></p> })}
        {view.failure.map(failure)}
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
