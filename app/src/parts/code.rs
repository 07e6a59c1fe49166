//! One file of a review: its lines, and between them what the engine says. One element for each line, none for a
//! token: a thousand statements must be readable at once.

use super::{diff::diff_view, finding::FindingNote};
use crate::{
    api::FileView,
    parts::{
        icon::{Icon, icon},
        prose::prose,
        risk,
    },
    review::rows::{Line, Note, Run, runs},
    text::visible,
};
use leptos::prelude::*;
use lockgate_core::{plan::Mode, verdict::Analysis};

pub fn file_code(file: &FileView, place: usize, analysis: &Analysis) -> impl IntoView + use<> {
    let migration = analysis.report.migrations.iter().find(|migration| migration.file == file.path);
    let down = migration.and_then(|migration| migration.down.clone());
    let changed = file
        .previous
        .as_ref()
        .map(|previous| diff_view("Changed since the revision before", previous, &file.text));
    let inexact = (!file.exact).then(|| {
        view! { <p class="note">"Not UTF-8: bytes that are no text stand as \u{fffd}."</p> }
    });
    let runs = runs(&file.path, &file.text, analysis).into_iter().map(run).collect_view();
    view! {
        <section class="file" id=format!("file-{place}") aria-label=visible(&file.path).into_owned()>
            <header>
                <h2>{visible(&file.path).into_owned()}</h2>
                <small>
                    <code title=file.digest.to_string()>{file.digest.short().to_owned()}</code>
                    {down.map(|down| format!(" · taken back by {}", visible(&down)))}
                </small>
            </header>
            {changed.map(|diff| view! { {diff} <p class="note">"The whole file:"</p> })}
            {inexact}
            {runs}
        </section>
    }
    .into_any()
}

fn run(run: Run) -> impl IntoView {
    let lines = (!run.lines.is_empty()).then(|| {
        let lines = run.lines.into_iter().map(line).collect_view();
        view! { <pre class="sql"><code>{lines}</code></pre> }
    });
    view! {
        {lines}
        {run.notes.into_iter().map(note).collect_view()}
    }
    .into_any()
}

fn line(line: Line) -> impl IntoView {
    let class = match (line.risk, line.starts) {
        (None, _) => "between",
        (Some(step), None) => risk::word(step),
        (Some(step), Some(_)) => starting(step),
    };
    view! {
        <span
            class=class
            data-n=line.number
            id=line.starts.map(|place| format!("s{place}"))
            tabindex=line.starts.map(|_| "-1")
        >
            {line.text}
        </span>
    }
}

/// A statement's first line also bears the risk's shape and word.
fn starting(step: lockgate_core::verdict::Risk) -> &'static str {
    use lockgate_core::verdict::Risk;
    match step {
        Risk::Safe => "safe starts",
        Risk::Care => "care starts",
        Risk::Rewrite => "rewrite starts",
        Risk::Destructive => "destructive starts",
    }
}

fn note(note: Note) -> AnyView {
    match note {
        Note::Finding(place, finding) => view! { <FindingNote place=place finding=*finding /> }.into_any(),
        Note::Unread(unread) => view! {
            <article class="finding error" data-finding="" tabindex="-1">
                <h3>"Could not be read as SQL"</h3>
                <p>{prose(&unread.message)}</p>
                <p>"What the engine says about the schema after this line is doubtful."</p>
            </article>
        }
        .into_any(),
        Note::Problem(problem) => view! {
            <article class="finding error" data-finding="" tabindex="-1">
                <h3>"Can't be applied: " {prose(&problem.what)}</h3>
                <p><b>"Instead: "</b> {prose(&problem.instead)}</p>
            </article>
        }
        .into_any(),
        Note::Commit { number, of, mode } => view! {
            <p class="commit">
                {icon(Icon::Commit)} {commit_words(number, of, mode)}
            </p>
        }
        .into_any(),
    }
}

/// What a commit point means for whoever has to repair after a failure.
pub fn commit_words(number: usize, of: usize, mode: Mode) -> String {
    let how = match mode {
        Mode::Wrapped if number == 1 => "all above it in one transaction",
        Mode::Wrapped => "all since the one before in one transaction",
        Mode::Own => "the file's own COMMIT",
        Mode::Alone => "the statement above runs outside a transaction",
    };
    format!("commit point {number} of {of}: {how}")
}
