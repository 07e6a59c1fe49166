//! The pages that are HTML and forms: what each asks of the server, and who renders it.

use super::{inbox, people, project, rules, set_up, sign_in};
use crate::{
    api::{ApiError, Backend},
    shown::{Html, PageKind, PageShown},
    text::local_path,
};
use leptos::prelude::*;

pub async fn page(desk: &dyn Backend, kind: PageKind, name: String) -> Result<PageShown, ApiError> {
    let frame = desk.frame().await?;
    let (viewer, inside) = (frame.viewer.clone(), frame.viewer.is_some());
    Ok(match kind {
        PageKind::Inbox => shown("Inbox", inbox::page(desk.inbox().await?, viewer)),
        PageKind::Project => shown(&name.clone(), project::page(desk.project(name).await?, viewer)),
        PageKind::Rules => shown("Rules", rules::list(desk.rules().await?)),
        PageKind::Rule => shown(&name.clone(), rules::page(desk.rule(name).await?)),
        PageKind::People => shown("People", people::page(desk.people().await?, viewer)),
        PageKind::SignIn => door(inside, local_path(&name), shown("Sign in", sign_in::page(frame.demo))),
        PageKind::SetUp => door(inside, "/", shown("Set up", set_up::page(name))),
    })
}

fn shown(title: &str, view: impl IntoView) -> PageShown {
    PageShown { title: title.to_owned(), html: Html::of(view), go: None }
}

/// Whoever is signed in by now goes on; this is also how a sign-in without script leads back.
fn door(inside: bool, onward: &str, page: PageShown) -> PageShown {
    PageShown { go: inside.then(|| onward.to_owned()), ..page }
}
