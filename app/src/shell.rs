//! The document around the pages, made by the server only.

use crate::app::App;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// Paths of the built files, as the browser asks for them.
#[derive(Debug, Clone)]
pub struct Assets {
    pub page_js: String,
    pub page_wasm: String,
    /// The worker's script; the engine's wasm lies beside it.
    pub engine_worker: String,
    pub editor: String,
    pub css: String,
}

/// The whole document. Leptos' `Nonce` must be in the context; every script here carries it.
pub fn shell(assets: Assets) -> impl IntoView {
    let nonce = use_nonce();
    // Only islands are hydrated: what else was read on the server stays there.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let imports = serde_json::json!({ "imports": { "editor": assets.editor } }).to_string();
    let start = format!(
        "import * as page from {}; await page.default({{ module_or_path: {} }}); page.hydrate(); \
         for (const island of document.querySelectorAll('leptos-island')) page[island.dataset.component](island); \
         page.wake();",
        script_string(&assets.page_js),
        script_string(&assets.page_wasm)
    );
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="lockgate-engine" content=assets.engine_worker />
                <link rel="icon" href=FAVICON />
                <link rel="stylesheet" href=assets.css />
                <link rel="modulepreload" href=assets.page_js.clone() />
                <link
                    rel="preload"
                    href=assets.page_wasm.clone()
                    r#as="fetch"
                    r#type="application/wasm"
                    crossorigin="anonymous"
                />
                <script type="importmap" nonce=nonce.clone() inner_html=imports></script>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// A string for a script inside HTML: JSON, with `<` escaped so that it can't end the script.
fn script_string(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

/// The gate of the header, as a picture of 16 by 16.
const FAVICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
%3Cpath d='M2 2v12M14 2v12M2 5l6 4 6-4M2 10l6 4 6-4' fill='none' stroke='%233b5bdb' stroke-width='2'/%3E%3C/svg%3E";

#[cfg(test)]
mod tests {
    use super::script_string;

    #[test]
    fn a_path_cannot_end_the_script() {
        assert_eq!(script_string("/pkg/</script>\""), r#""/pkg/\u003c/script>\"""#);
    }
}
