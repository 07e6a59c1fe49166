//! Shows how an apply goes on, every second, and reads the page again when it ends.

use super::{morph::morph_inside, page};
use crate::actions::read_apply;
use leptos::prelude::set_interval;
use std::{cell::Cell, time::Duration};
use web_sys::Element;

thread_local!(static ASKING: Cell<bool> = const { Cell::new(false) });

pub fn follow() {
    set_interval(
        || {
            let running = page::all("[data-running]").into_iter().next();
            if let Some(element) = running
                && !ASKING.replace(true)
            {
                leptos::task::spawn_local(async move {
                    ask(&element).await;
                    ASKING.set(false);
                });
            }
        },
        Duration::from_secs(1),
    );
}

/// An answer that does not come is asked for again a second later.
async fn ask(element: &Element) {
    let attribute = |name| element.get_attribute(name).unwrap_or_default();
    let Ok(number) = attribute("data-review").parse() else { return };
    let Ok(Some(progress)) = read_apply(number, attribute("data-running")).await else { return };
    if progress.running {
        let _ = morph_inside(element, &progress.html);
    } else {
        let _ = page::read_again().await;
    }
}
