//! A project: migrations down, targets across, and what an admin can set up.

use crate::{
    actions::{AcceptApplied, AddTarget, read_project},
    api::{Role, Viewer},
    parts::{
        ci_tokens::Tokens,
        field::Field,
        live_form::{Deeds, LiveForm},
        loaded::loaded,
        notice::Notice,
    },
    shown::ProjectShown,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

#[component]
pub fn Project() -> impl IntoView {
    let params = use_params_map();
    let name = move || params.read().get("project").unwrap_or_default();
    let page = Resource::new(name, read_project);
    let deeds = Deeds::new(move || page.refetch());
    loaded(page, move |page, viewer| view_of(page, viewer, deeds))
}

fn view_of(page: ProjectShown, viewer: Option<Viewer>, deeds: Deeds) -> impl IntoView {
    let admin = viewer.filter(|viewer| viewer.role == Role::Admin);
    view! {
        <Title text=page.name.clone() />
        <div class="page project">
            <h1>{page.name.clone()}</h1>
            <Notice deeds=deeds />
            <div inner_html=page.overview.inner()></div>
            {admin.map(|viewer| settings(page, viewer.csrf, deeds))}
        </div>
    }
    .into_any()
}

fn settings(page: ProjectShown, csrf: String, deeds: Deeds) -> impl IntoView {
    view! {
        <section class="admin" aria-label="For admins">
            {add_target(&page.name, csrf.clone(), deeds)}
            {accept(&page, csrf.clone(), deeds)}
            <Tokens
                project=page.name
                rows=page.tokens
                fresh=page.fresh_token
                csrf=csrf
                deeds=deeds
            />
        </section>
    }
    .into_any()
}

fn add_target(project: &str, csrf: String, deeds: Deeds) -> impl IntoView + use<> {
    let fixed = vec![("csrf", csrf), ("project", project.to_owned())];
    view! {
        <section>
            <h2>"Targets"</h2>
            <details>
                <summary>"Add a target"</summary>
                <LiveForm url=AddTarget::PATH deeds=deeds fixed=fixed>
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
                </LiveForm>
            </details>
        </section>
    }
    .into_any()
}

fn accept(page: &ProjectShown, csrf: String, deeds: Deeds) -> impl IntoView + use<> {
    let targets = page.targets.iter().map(|name| option(name)).collect_view();
    let migrations = page.migrations.iter().map(|name| option(name)).collect_view();
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
                    <LiveForm url=AcceptApplied::PATH deeds=deeds fixed=fixed>
                        <p class="field">
                            <label for="accept-target">"Target"</label>
                            <select id="accept-target" name="target">{targets}</select>
                        </p>
                        <p class="field">
                            <label for="accept-migration">"Has everything up to and with"</label>
                            <select id="accept-migration" name="migration">{migrations}</select>
                        </p>
                        <button>"Write it down"</button>
                    </LiveForm>
                </details>
            </section>
        }
    })
}

fn option(name: &str) -> impl IntoView + use<> {
    view! { <option value=name.to_owned()>{name.to_owned()}</option> }
}
