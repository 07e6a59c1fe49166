//! A project: its open reviews, migrations down and targets across, and what an admin can set up.

use crate::parts::notice::Notice;
use crate::parts::{ci_tokens::Tokens, field::Field, form::Form, review_row::ReviewRows, time::time};
use crate::{
    actions::{AcceptApplied, AddTarget},
    api::{Cell, MigrationRow, ProjectPage, Role, TargetColumn, Viewer},
    app::{frame, shown},
    desk::desk,
    parts::{
        icon::{Icon, icon},
        prose::prose,
    },
    text::visible,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

#[component]
pub fn Project() -> impl IntoView {
    let name = use_params_map().read_untracked().get("project").unwrap_or_default();
    shown(async move {
        let viewer = frame().await?.viewer;
        Ok(page(desk().project(name).await?, viewer).into_any())
    })
}

fn page(page: ProjectPage, viewer: Option<Viewer>) -> impl IntoView {
    let admin = viewer.filter(|viewer| viewer.role == Role::Admin);
    view! {
        <Title text=page.name.clone() />
        <div class="page project">
            <h1>{page.name.clone()}</h1>
            <Notice />
            <h2>"Reviews"</h2>
            <ReviewRows rows=page.reviews.clone() empty="No review is open." />
            <h2>"Migrations"</h2>
            {matrix(&page)}
            {admin.map(|viewer| settings(page, viewer.csrf))}
        </div>
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
                <span title=row.digest.to_string()>{visible(&row.name).into_owned()}</span>
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

fn settings(page: ProjectPage, csrf: String) -> impl IntoView {
    view! {
        <section class="admin" aria-label="For admins">
            {add_target(&page.name, csrf.clone())}
            {accept(&page, csrf.clone())}
            <Tokens
                project=page.name
                rows=page.tokens
                fresh=page.fresh_token
                csrf=csrf
            />
        </section>
    }
    .into_any()
}

fn add_target(project: &str, csrf: String) -> impl IntoView + use<> {
    let fixed = vec![("csrf", csrf), ("project", project.to_owned())];
    view! {
        <section>
            <h2>"Targets"</h2>
            <details>
                <summary>"Add a target"</summary>
                <Form to=AddTarget::PATH fixed=fixed>
                    <Field label="Name" name="name" id="target-name" hint="As people call it: staging, prod-eu." />
                    <p class="field">
                        <label for="environment">"Environment"</label>
                        <select id="environment" name="environment">
                            <option value="dev">"dev"</option>
                            <option value="staging">"staging"</option>
                            <option value="prod">"prod"</option>
                        </select>
                    </p>
                    <Field
                        label="PostgreSQL URL"
                        name="url"
                        kind="password"
                        hint="postgres://user:password@host/database?sslmode=verify-full. It is sealed and never shown again."
                    />
                    <button>"Add target"</button>
                </Form>
            </details>
        </section>
    }
    .into_any()
}

fn accept(page: &ProjectPage, csrf: String) -> impl IntoView + use<> {
    let targets = page.targets.iter().map(|it| option(&it.name)).collect_view();
    let migrations = page.migrations.iter().map(|it| option(&it.name)).collect_view();
    let fixed = vec![("csrf", csrf), ("project", page.name.clone())];
    (!page.targets.is_empty() && !page.migrations.is_empty()).then(|| {
        view! {
            <section>
                <h2>"Already applied"</h2>
                <details>
                    <summary>"Say what a target has already"</summary>
                    <p>
                        "For a database that another tool has migrated so far. This writes ledger rows and runs no SQL; "
                        "it stays in the activity with your name."
                    </p>
                    <Form to=AcceptApplied::PATH fixed=fixed>
                        <p class="field">
                            <label for="accept-target">"Target"</label>
                            <select id="accept-target" name="target">{targets}</select>
                        </p>
                        <p class="field">
                            <label for="accept-migration">"Has everything up to and with"</label>
                            <select id="accept-migration" name="migration">{migrations}</select>
                        </p>
                        <button>"Write it down"</button>
                    </Form>
                </details>
            </section>
        }
    })
}

fn option(name: &str) -> impl IntoView + use<> {
    view! { <option value=name.to_owned()>{visible(name).into_owned()}</option> }
}
