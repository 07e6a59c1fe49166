//! The right pane: who said yes and no, and the buttons to say so. A button that can't be pressed says why.

use super::{apply::apply_panel, form::Form, time::time};
use crate::{
    actions::{Approve, CloseReview, LiftObjection, Object, Withdraw},
    api::{ApprovalRow, HashFrom, ObjectionRow, ReviewPage, TargetPanel},
    parts::{
        icon::{Icon, icon},
        prose::prose,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

pub fn decide(page: &ReviewPage, csrf: String) -> impl IntoView + use<> {
    let settings = page.settings_change.is_some().then(|| {
        view! {
            <p class="warn">
                {icon(Icon::Settings)} " "
                <a href="#settings" rel="external">"This revision brings or changes lockgate.toml"</a>
                ": read that first."
            </p>
        }
    });
    let targets = page.targets.iter().map(|target| one_target(page, target, csrf.clone())).collect_view();
    let no_target = page.targets.is_empty().then(|| {
        view! {
            <p class="empty">
                "This project has no target yet. An admin adds one on the "
                <a href=format!("/p/{}", crate::text::encode(&page.row.project))>"project's page"</a> "."
            </p>
        }
    });
    view! {
        {settings}
        {targets}
        {no_target}
        {objections(page, csrf.clone())}
        {page.closable.then(|| close(page.row.number, csrf))}
    }
}

/// Behind a summary, so that nobody presses it in passing.
fn close(review: u64, csrf: String) -> impl IntoView {
    view! {
        <details>
            <summary>"Give this review up"</summary>
            <p>"Nothing of it can be approved or applied any more. A later push of the branch opens another review."</p>
            <Form to=CloseReview::PATH fixed=vec![("csrf", csrf), ("review", review.to_string())]>
                <button>"Close review"</button>
            </Form>
        </details>
    }
    .into_any()
}

fn one_target(page: &ReviewPage, target: &TargetPanel, csrf: String) -> impl IntoView + use<> {
    let valid = target.approvals.iter().filter(|row| row.stale.is_none()).count();
    let approvals = target.approvals.iter().cloned().map(approval).collect_view();
    let mine = target.approvals.iter().any(|row| row.mine && row.stale.is_none());
    let review = page.row.number.to_string();
    let fixed = vec![("csrf", csrf.clone()), ("review", review), ("target", target.name.clone())];
    let withdraw = mine.then(|| {
        view! {
            <Form to=Withdraw::PATH fixed=fixed>
                <button class="quiet">"Take my approval back"</button>
            </Form>
        }
    });
    view! {
        <section class="target">
            <h3>
                {target.name.clone()} " " <small>{target.environment.clone()}</small>
                <span class="k-of-n">
                    {format!("{valid} of {} approvals", target.approvals_needed)}
                </span>
            </h3>
            <ul class="approvals">{approvals}</ul>
            {withdraw}
            {approve_form(page, target, csrf.clone())}
            {apply_panel(page, target, csrf)}
        </section>
    }
    .into_any()
}

fn approval(row: ApprovalRow) -> impl IntoView {
    let from = match row.hash_from {
        HashFrom::Browser => "hash from their browser",
        HashFrom::Server => "hash from the server",
    };
    let stale = row.stale.map(|why| view! { <small class="stale">"no longer counts: " {why}</small> });
    let sign = if stale.is_some() { Icon::Cross } else { Icon::Check };
    view! {
        <li>
            {icon(sign)}
            <span>
                <b>{row.by}</b>
                {row.mine.then_some(" (you)")}
                <small>
                    <code title=row.content_hash.to_string()>{row.content_hash.short().to_owned()}</code>
                    {format!(" · {from} · ")}
                    {time(&row.at)}
                </small>
                {stale}
            </span>
        </li>
    }
    .into_any()
}

/// The button names what it approves. The page writes `browser` into `hash_from` once it has computed the hash
/// itself. The button stays in sight when it can't be pressed, with the reason beside it.
fn approve_form(page: &ReviewPage, target: &TargetPanel, csrf: String) -> impl IntoView + use<> {
    let label = format!("Approve {} for {}", page.content_hash.short(), target.name);
    if let Some(why) = target.approve_refusal.clone() {
        let id = format!("refusal-{}", crate::text::encode(&target.name));
        return view! {
            <button type="button" disabled aria-describedby=id.clone()>{label}</button>
            <p class="why" id=id>{prose(&why)}</p>
        }
        .into_any();
    }
    view! {
        <Form to=Approve::PATH fixed=terms(page, target, csrf)>
            <input type="hidden" name="hash_from" value="server" />
            <button class="main" data-approve="">{label}</button>
        </Form>
    }
    .into_any()
}

/// What a button is about, as the page shows it; the server refuses the press where any of it has moved.
pub fn terms(page: &ReviewPage, target: &TargetPanel, csrf: String) -> Vec<(&'static str, String)> {
    let mut terms = vec![
        ("csrf", csrf),
        ("review", page.row.number.to_string()),
        ("revision", page.revision.to_string()),
        ("target", target.name.clone()),
        ("content_hash", page.content_hash.to_string()),
        ("rules_hash", page.rules_hash.to_string()),
    ];
    terms.extend(target.history_tip.as_ref().map(|tip| ("history_tip", tip.to_string())));
    terms
}

fn objections(page: &ReviewPage, csrf: String) -> impl IntoView + use<> {
    let rows = page
        .objections
        .iter()
        .cloned()
        .map(|row| objection(row, page.row.number, csrf.clone()))
        .collect_view();
    let review = page.row.number.to_string();
    let fixed = vec![("csrf", csrf), ("review", review), ("revision", page.revision.to_string())];
    let form = match page.object_refusal.clone() {
        Some(why) => view! { <p class="why">{why}</p> }.into_any(),
        None => view! {
            <details>
                <summary>"Object"</summary>
                <Form to=Object::PATH fixed=fixed>
                    <p class="field">
                        <label for="reason">"What must change?"</label>
                        <textarea id="reason" name="reason" rows="3" required></textarea>
                    </p>
                    <button>"Object to this revision"</button>
                </Form>
            </details>
        }
        .into_any(),
    };
    view! {
        <section class="objections">
            <h3>"Objections"</h3>
            <ul>{rows}</ul>
            {form}
        </section>
    }
    .into_any()
}

fn objection(row: ObjectionRow, review: u64, csrf: String) -> impl IntoView {
    let lift = row.mine.then(|| {
        view! {
            <Form to=LiftObjection::PATH fixed=vec![("csrf", csrf), ("review", review.to_string())]>
                <button class="quiet">"Lift my objection"</button>
            </Form>
        }
    });
    view! {
        <li>
            {icon(Icon::Cross)}
            <span>
                <b>{row.by}</b>
                " "
                {crate::text::visible(&row.reason).into_owned()}
                <small>{time(&row.at)}</small>
            </span>
            {lift}
        </li>
    }
    .into_any()
}
