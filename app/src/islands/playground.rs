//! The playground: SQL typed, pasted or dropped, judged by the engine in this browser. Nothing leaves it.

use super::editor::{SqlEditor, marks};
use crate::{
    engine::{Failure, Found, Judgement},
    parts::{prose::prose, strip::Strip},
    text::count,
};
use leptos::prelude::*;
use lockgate_core::finding::Severity;

const START: &str = "\
-- 001_orders.sql: type here, or drop your own migrations on the page.
CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id)
);

CREATE INDEX orders_by_customer ON orders (customer_id);
ALTER TABLE customers DROP COLUMN name;
";
const VERSIONS: [u16; 6] = [13, 14, 15, 16, 17, 18];

/// All that the playground knows. It lives in this page and goes with it.
#[derive(Clone, Copy)]
struct Desk {
    files: RwSignal<Vec<(String, String)>>,
    shown: RwSignal<usize>,
    text: RwSignal<String>,
    preset: RwSignal<String>,
    postgres: RwSignal<u16>,
    answer: RwSignal<Option<Result<Judgement, Failure>>>,
    working: RwSignal<bool>,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            files: RwSignal::new(vec![("001_orders.sql".into(), START.into())]),
            shown: RwSignal::new(0),
            text: RwSignal::new(START.into()),
            preset: RwSignal::new(String::new()),
            postgres: RwSignal::new(15),
            answer: RwSignal::new(None),
            working: RwSignal::new(false),
        }
    }

    fn show(&self, place: usize) {
        let Some(text) = self.files.with(|files| files.get(place).map(|(_, text)| text.clone())) else {
            return;
        };
        self.shown.set(place);
        self.text.set(text);
    }

    fn path(&self) -> String {
        self.files.with(|files| files.get(self.shown.get()).map(|(path, _)| path.clone()).unwrap_or_default())
    }
}

/// `presets` are their names; the first is in force until another is chosen.
#[island]
pub fn Playground(presets: Vec<String>) -> impl IntoView {
    let desk = Desk::new();
    #[cfg(target_arch = "wasm32")]
    live::start(desk);
    let drawn = Signal::derive(move || {
        let findings = desk.answer.with(|answer| match answer {
            Some(Ok(analysis)) => analysis.report.findings.clone(),
            _ => vec![],
        });
        marks(&desk.path(), &desk.text.get_untracked(), &findings)
    });
    view! {
        <div class="playground" on:dragover=move |event| event.prevent_default() on:drop=move |event| take_drop(&event, desk)>
            <header>
                <h1>"Playground"</h1>
                <p>"The engine runs in this browser. Nothing you type or drop here leaves it."</p>
                <noscript>
                    <p class="failure">
                        "The playground needs JavaScript: the engine runs in your browser. Without it, "
                        <code>"lockgate lint"</code> " does the same in a terminal."
                    </p>
                </noscript>
                {controls(desk, presets)}
            </header>
            <div class="desk">
                <div>
                    {file_tabs(desk)}
                    <SqlEditor text=desk.text marks=drawn />
                </div>
                <section class="results" aria-label="What the engine says">
                    {move || results(desk)}
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn controls(desk: Desk, presets: Vec<String>) -> impl IntoView {
    let presets = presets
        .into_iter()
        .map(|name| view! { <option value=name.clone()>{name.clone()}</option> })
        .collect_view();
    let versions = VERSIONS
        .map(|version| view! { <option value=version.to_string() selected=version == 15>{version}</option> })
        .into_iter()
        .collect_view();
    view! {
        <div class="controls">
            <label>
                "Preset "
                <select on:change:target=move |event| desk.preset.set(event.target().value())>{presets}</select>
            </label>
            <label>
                "PostgreSQL "
                <select on:change:target=move |event| {
                    if let Ok(version) = event.target().value().parse() {
                        desk.postgres.set(version);
                    }
                }>{versions}</select>
            </label>
            <label class="button">
                "Open files"
                <input
                    type="file"
                    multiple
                    accept=".sql,.toml"
                    on:change:target=move |event| take_picked(&event.target(), desk)
                />
            </label>
        </div>
    }
    .into_any()
}

fn file_tabs(desk: Desk) -> impl IntoView {
    // What is typed changes a text, and no tab.
    let paths = Memo::new(move |_| {
        desk.files.with(|files| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>())
    });
    move || {
        let tabs = paths
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, path)| {
                view! {
                    <button
                        type="button"
                        aria-pressed=move || (desk.shown.get() == place).to_string()
                        on:click=move |_| desk.show(place)
                    >
                        {path}
                    </button>
                }
            })
            .collect_view();
        view! { <div class="files" role="group" aria-label="Files">{tabs}</div> }
    }
}

fn results(desk: Desk) -> AnyView {
    let busy =
        desk.working.get().then(|| view! { <p class="loading" role="status">"The engine is reading…"</p> });
    let Some(answer) = desk.answer.get() else {
        return view! { {busy} <p class="empty">"The findings will stand here."</p> }.into_any();
    };
    let analysis = match answer {
        Err(failure) => return view! { {busy} <p class="failure">{failure.to_string()}</p> }.into_any(),
        Ok(analysis) => analysis,
    };
    let unread = analysis
        .report
        .unread
        .iter()
        .map(|unread| {
            view! { <li><b>{format!("{}:{}", unread.file, unread.line)}</b> " " {unread.message.clone()}</li> }
        })
        .collect_view();
    let total = analysis.report.findings.len();
    let rows = analysis.report.findings.into_iter().map(|finding| row(finding, desk)).collect_view();
    view! {
        {busy}
        <p class="sentence">{prose(&analysis.verdict.sentence)}</p>
        <Strip risks=analysis.verdict.risks wide=true />
        <h2>{count(total, "finding")}</h2>
        <ul class="unread">{unread}</ul>
        <ul class="findings">{rows}</ul>
    }
    .into_any()
}

fn row(finding: Found, desk: Desk) -> impl IntoView {
    let (class, shape) = match finding.severity {
        Severity::Error => ("error", "✕"),
        Severity::Warning => ("warning", "!"),
        Severity::Info => ("info", "i"),
    };
    let class = if finding.allowed.is_some() { "allowed" } else { class };
    let file = finding.file.clone();
    let open = move |_| {
        let place = desk.files.with_untracked(|files| files.iter().position(|(path, _)| *path == file));
        if let Some(place) = place {
            desk.show(place);
        }
    };
    view! {
        <li class=class>
            <button type="button" class="quiet" on:click=open>
                {format!("{}:{}:{}", finding.file, finding.line, finding.column)}
            </button>
            <b><span aria-hidden="true">{shape}</span> " " {class}</b>
            <a href=format!("/rules/{}", finding.rule)>{finding.rule.clone()}</a>
            <p>{prose(&finding.what)}</p>
            {finding.allowed.map(|allowed| view! { <p>"Allowed: " {allowed.reason}</p> })}
            <p>{prose(&finding.why)}</p>
            <p><b>"Instead: "</b> {prose(&finding.instead)}</p>
        </li>
    }
    .into_any()
}

#[cfg(not(target_arch = "wasm32"))]
fn take_drop(_: &leptos::ev::DragEvent, _: Desk) {}
#[cfg(not(target_arch = "wasm32"))]
fn take_picked(_: &leptos::web_sys::HtmlInputElement, _: Desk) {}

#[cfg(target_arch = "wasm32")]
fn take_drop(event: &leptos::ev::DragEvent, desk: Desk) {
    event.prevent_default();
    if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
        live::take(&files, desk);
    }
}
#[cfg(target_arch = "wasm32")]
fn take_picked(input: &web_sys::HtmlInputElement, desk: Desk) {
    if let Some(files) = input.files() {
        live::take(&files, desk);
    }
}

#[cfg(target_arch = "wasm32")]
mod live {
    use super::Desk;
    use crate::engine::{Engine, Failure, Request};
    use leptos::prelude::*;
    use lockgate_core::revision::SourceFile;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    /// What is typed goes into the shown file; whatever changes is judged again.
    pub fn start(desk: Desk) {
        Effect::new(move |_| {
            let text = desk.text.get();
            let place = desk.shown.get_untracked();
            let old = desk.files.with_untracked(|files| files.get(place).map(|(_, old)| *old == text));
            if old == Some(false) {
                desk.files.update(|files| files[place].1 = text);
            }
        });
        Effect::new(move |_| {
            let request = request(desk);
            desk.working.set(true);
            leptos::task::spawn_local(async move {
                let answer = Engine::of_page().judge(request).await;
                if matches!(answer, Err(Failure::Superseded)) {
                    return;
                }
                desk.answer.try_set(Some(answer));
                desk.working.try_set(false);
            });
        });
    }

    fn request(desk: Desk) -> Request {
        let preset = desk.preset.get();
        Request {
            files: desk.files.get().into_iter().map(|(path, text)| SourceFile::new(path, text)).collect(),
            base: None,
            preset: (!preset.is_empty()).then_some(preset),
            postgres: Some(desk.postgres.get()),
        }
    }

    /// Reads the files' texts and shows the first.
    pub fn take(list: &web_sys::FileList, desk: Desk) {
        let files: Vec<web_sys::File> = (0..list.length()).filter_map(|i| list.get(i)).collect();
        leptos::task::spawn_local(async move {
            let mut read = Vec::new();
            for file in files {
                let Ok(text) = JsFuture::from(file.unchecked_ref::<web_sys::Blob>().text()).await else {
                    continue;
                };
                read.push((file.name(), text.as_string().unwrap_or_default()));
            }
            if read.is_empty() {
                return;
            }
            read.sort();
            desk.files.set(read);
            desk.show(0);
        });
    }
}
