//! The SQL editor: a plain textarea, which CodeMirror takes over once its module is here. Offsets cross as UTF-16.

use crate::{engine::Found, text::Utf16};
use leptos::{html, prelude::*};
use lockgate_core::finding::Severity;
use serde::Serialize;

/// A finding as the editor wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    pub from: usize,
    pub to: usize,
    pub severity: &'static str,
    pub message: String,
}

/// The findings of one file as marks on its text; allowed ones are no marks.
pub fn marks(path: &str, text: &str, findings: &[Found]) -> Vec<Mark> {
    let map = Utf16::new(text);
    findings
        .iter()
        .filter(|finding| finding.file == path && finding.allowed.is_none())
        .map(|finding| Mark {
            from: map.at(finding.start),
            to: map.at(finding.end.max(finding.start)),
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            message: format!("{} ({})", finding.what, finding.rule),
        })
        .collect()
}

/// `text` and the editor follow each other; `marks` are drawn as they change.
#[component]
pub fn SqlEditor(text: RwSignal<String>, marks: Signal<Vec<Mark>>) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let alive = RwSignal::new(false);
    #[cfg(target_arch = "wasm32")]
    mirror::mount(host, text, marks, alive);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = marks;
    view! {
        <div class="editor">
            <div node_ref=host></div>
            <textarea
                aria-label="SQL"
                spellcheck="false"
                rows="24"
                hidden=alive
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
        </div>
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
mod mirror {
    use super::*;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(inline_js = "export async function open_editor(parent, text, changed) {
    const { SqlEditor } = await import('editor');
    return new SqlEditor(parent, text, 'SQL', document.querySelector('script[nonce]').nonce, changed);
}")]
    extern "C" {
        #[wasm_bindgen(catch)]
        async fn open_editor(
            parent: &web_sys::HtmlElement,
            text: &str,
            changed: &JsValue,
        ) -> Result<JsValue, JsValue>;

        type Editor;
        #[wasm_bindgen(method)]
        fn text(this: &Editor) -> String;
        #[wasm_bindgen(method, js_name = setText)]
        fn set_text(this: &Editor, text: &str);
        #[wasm_bindgen(method, js_name = setMarks)]
        fn set_marks(this: &Editor, json: &str);
        #[wasm_bindgen(method)]
        fn destroy(this: &Editor);
    }

    /// Opens the editor when the page is alive. Without it the textarea stays usable.
    pub fn mount(
        host: NodeRef<html::Div>,
        text: RwSignal<String>,
        marks: Signal<Vec<Mark>>,
        alive: RwSignal<bool>,
    ) {
        let editor = StoredValue::new_local(None::<(Editor, JsValue)>);
        Effect::new(move |_| {
            let Some(host) = host.get() else { return };
            leptos::task::spawn_local(async move {
                let changed = Closure::<dyn FnMut(String)>::new(move |new| text.set(new)).into_js_value();
                match open_editor(&host, &text.get_untracked(), &changed).await {
                    Ok(opened) => {
                        editor.try_set_value(Some((opened.unchecked_into(), changed)));
                        alive.try_set(true);
                    }
                    Err(why) => leptos::logging::error!("the editor could not be loaded: {why:?}"),
                }
            });
        });
        Effect::new(move |_| {
            let (new, _) = (text.get(), alive.get());
            editor.with_value(|editor| {
                if let Some((editor, _)) = editor
                    && editor.text() != new
                {
                    editor.set_text(&new);
                }
            });
        });
        Effect::new(move |_| {
            let json = serde_json::to_string(&marks.get()).unwrap_or_default();
            alive.track();
            editor.with_value(|editor| {
                if let Some((editor, _)) = editor {
                    editor.set_marks(&json);
                }
            });
        });
        on_cleanup(move || {
            if let Some(Some((editor, _))) = editor.try_update_value(Option::take) {
                editor.destroy();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{Judgement, read_answer},
        review::sample,
    };

    #[test]
    fn marks_count_as_the_browser_does() {
        let sql = "-- 🐘 ü\nBEGIN;\nALTER TABLE users\n  DROP COLUMN ref;\nCOMMIT;\nSELECT 1;\n";
        let json = serde_json::json!({ "ok": sample::analysis("a.sql", sql) }).to_string();
        let findings = read_answer::<Judgement>(&json).unwrap().report.findings;
        let marks = marks("a.sql", sql, &findings);
        let wide: Vec<u16> = sql.encode_utf16().collect();
        let marked = String::from_utf16(&wide[marks[0].from..marks[0].to]).unwrap();
        assert_eq!(marked, "ALTER TABLE users\n  DROP COLUMN ref;");
        assert_eq!(marks[0].severity, "error");
        assert!(super::marks("b.sql", sql, &findings).is_empty());
    }
}
