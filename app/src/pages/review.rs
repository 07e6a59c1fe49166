//! A review: what the change does, and whose turn it is.

use crate::{
    actions::read_review,
    api::ApiError,
    forms::Deeds,
    parts::{loaded::loaded, notice::Notice, recompute::Recompute},
    review::own_hash::OwnHash,
    shown::ReviewShown,
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
    let deeds = Deeds::new(move || page.refetch());
    let own = RwSignal::new(OwnHash::NotYet);
    let activity = Memo::new(move |_| query.read().get("tab").as_deref() == Some("activity"));
    loaded(page, move |shown| {
        #[cfg(target_arch = "wasm32")]
        live::start(&shown, own, move || page.refetch());
        show(shown, deeds, own, activity)
    })
}

fn show(page: ReviewShown, deeds: Deeds, own: RwSignal<OwnHash>, activity: Memo<bool>) -> AnyView {
    let different = move || matches!(own.get(), OwnHash::Different { .. });
    view! {
        <Title text=format!("#{} {}", page.number, page.title) />
        <header class="review-head" inner_html=page.head.clone()></header>
        {tabs(&page, activity)}
        <div class="review">
            <nav class="outline" aria-label="Files and statements" inner_html=page.outline></nav>
            <div class="changes" hidden=activity inner_html=page.changes></div>
            <div class="changes" hidden=move || !activity.get() inner_html=page.activity></div>
            <aside class="decide" aria-labelledby="decide">
                <h2 id="decide">"Decide"</h2>
                <Notice deeds=deeds />
                <p class="own-hash" class:different=different role="status">
                    {move || own.get().words()}
                </p>
                <Recompute number=page.number revision=page.revision />
                <div class="targets" inner_html=page.decide></div>
            </aside>
        </div>
    }
    .into_any()
}

fn tabs(page: &ReviewShown, activity: Memo<bool>) -> impl IntoView + use<> {
    let old = (page.revision != page.last_revision).then(|| format!("revision={}&", page.revision));
    let at = old.unwrap_or_default();
    let current = move |here: bool| (activity.get() == here).then_some("page");
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
            <nav aria-label="Revisions" inner_html=page.revisions.clone()></nav>
        </div>
    }
    .into_any()
}

/// What a browser adds to the HTML, each time that it was read.
#[cfg(target_arch = "wasm32")]
mod live {
    use super::*;
    use crate::{region::morph::morph, review::own_hash};
    use std::{cell::Cell, rc::Rc, time::Duration};
    use wasm_bindgen::JsCast;
    use web_sys::Element;

    pub fn start(page: &ReviewShown, own: RwSignal<OwnHash>, read_again: impl Fn() + Clone + 'static) {
        own_hash::check(page.number, page.revision, page.content_hash.clone(), own);
        Effect::new(move |_| mark_forms(&own.get()));
        for target in &page.running {
            follow(page.number, target.clone(), read_again.clone());
        }
    }

    fn all(selector: &str) -> Vec<Element> {
        let found = document().query_selector_all(selector).ok();
        let items = found.iter().flat_map(|list| (0..list.length()).filter_map(|i| list.get(i)));
        items.filter_map(|node| node.dyn_into().ok()).collect()
    }

    /// The forms say where the hash was computed; a hash that differs can't be approved.
    fn mark_forms(own: &OwnHash) {
        for input in all("input[name=hash_from]") {
            let _ = input.set_attribute("value", own.from_word());
        }
        for button in all("[data-approve]") {
            let _ = match own {
                OwnHash::Different { .. } => button.set_attribute("disabled", ""),
                _ => button.remove_attribute("disabled"),
            };
        }
    }

    /// Shows how an apply goes on, every second, and reads the page again when it ends.
    fn follow(number: u64, target: String, read_again: impl Fn() + Clone + 'static) {
        let asking = Rc::new(Cell::new(false));
        let ask = move || {
            if asking.replace(true) {
                return;
            }
            let (target, asking, read_again) = (target.clone(), asking.clone(), read_again.clone());
            leptos::task::spawn_local(async move {
                // An answer that does not come is asked for again a second later.
                if let Ok(Some(progress)) = crate::actions::read_apply(number, target.clone()).await {
                    let here = |el: &Element| el.get_attribute("data-progress").as_deref() == Some(&target);
                    all("[data-progress]")
                        .into_iter()
                        .filter(here)
                        .for_each(|el| morph(&el, &progress.html.0));
                    if !progress.running {
                        read_again();
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
}
