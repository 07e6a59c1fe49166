//! The few icons: paths from Lucide (ISC licence), drawn in the colour of the text beside them.

use leptos::prelude::*;

#[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "some stand only in what the server renders"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Alert,
    Check,
    Commit,
    Cross,
    Play,
    Settings,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Alert => {
                "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01"
            }
            Icon::Check => "M20 6 9 17l-5-5",
            Icon::Commit => "M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0M3 12h6M15 12h6",
            Icon::Cross => "M18 6 6 18M6 6l12 12",
            Icon::Play => "m6 3 14 9-14 9z",
            Icon::Settings => "M4 21v-7M4 10V3M12 21v-9M12 8V3M20 21v-5M20 12V3M2 14h4M10 8h4M18 16h4",
        }
    }
}

/// Only ever beside words, so it is hidden from screen readers.
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
}
