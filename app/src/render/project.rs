//! A project's open reviews, and its migrations down and targets across.

use super::review_row::ReviewRows;
use crate::{
    api::{Cell, MigrationRow, ProjectPage, TargetColumn},
    parts::{
        icon::{Icon, icon},
        prose::prose,
        time::time,
    },
    shown::{Html, ProjectShown},
};
use leptos::prelude::*;

pub fn shown(page: ProjectPage) -> ProjectShown {
    let matrix = matrix(&page);
    let overview = Html::of(view! {
        <h2>"Open reviews"</h2>
        <ReviewRows rows=page.reviews empty="No review is open." />
        <h2>"Migrations"</h2>
        {matrix}
    });
    ProjectShown {
        name: page.name,
        overview,
        targets: page.targets.into_iter().map(|target| target.name).collect(),
        migrations: page.migrations.into_iter().map(|row| row.name).collect(),
        tokens: page.tokens,
        fresh_token: page.fresh_token,
    }
}

fn matrix(page: &ProjectPage) -> impl IntoView + use<> {
    if page.migrations.is_empty() {
        return view! {
            <p class="empty">
                "No migration yet. CI brings the first ones: " <code>"lockgate push --project "</code>
                <code>{page.name.clone()}</code> "."
            </p>
        }
        .into_any();
    }
    let heads = page.targets.iter().map(column).collect_view();
    let rows = page.migrations.iter().map(|row| migration(row, &page.targets)).collect_view();
    view! {
        <div class="wide" tabindex="0" role="region" aria-label="Migrations and targets">
            <table class="list matrix">
                <thead>
                    <tr>
                        <th scope="col">"Migration"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn column(target: &TargetColumn) -> impl IntoView + use<> {
    let tip = target.history_tip.as_ref().map(|tip| format!("ledger {}", tip.short()));
    let trouble = target
        .trouble
        .clone()
        .map(|why| view! { <p class="failure">{icon(Icon::Alert)} <span>{prose(&why)}</span></p> });
    view! {
        <th scope="col">
            {target.name.clone()} " "
            <small>{target.environment.clone()}</small>
            <small>{tip.unwrap_or_else(|| "empty ledger".into())}</small>
            {trouble}
        </th>
    }
    .into_any()
}

fn migration(row: &MigrationRow, targets: &[TargetColumn]) -> impl IntoView + use<> {
    let cells = row
        .cells
        .iter()
        .zip(targets)
        .map(|(at, target)| view! { <td>{cell(at, &target.name)}</td> })
        .collect_view();
    let review = row.review.map(|number| {
        view! { <small>"in review " <a href=format!("/r/{number}")>{format!("#{number}")}</a></small> }
    });
    view! {
        <tr>
            <th scope="row">
                <span title=row.digest.to_string()>{row.name.clone()}</span>
                {review}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(cell: &Cell, target: &str) -> impl IntoView + use<> {
    let (class, shape, word, at, by) = match cell {
        Cell::Pending => ("pending", "○", "pending", None, None),
        Cell::Applied { at, by } => ("applied", "✓", "applied", Some(at), Some(by)),
        Cell::Accepted { at, by } => ("accepted", "✓", "was there already", Some(at), Some(by)),
        Cell::Partly { at } => ("partly", "◐", "partly applied", Some(at), None),
        Cell::Failed { at } => ("failed", "✕", "failed", Some(at), None),
    };
    view! {
        <span class=format!("cell {class}") title=format!("on {target}")>
            <b aria-hidden="true">{shape}</b> " " {word}
            <small>{at.map(|at| time(at))} {by.map(|by| format!(" by {by}"))}</small>
        </span>
    }
    .into_any()
}
