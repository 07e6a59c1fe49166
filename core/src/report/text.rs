//! Text for people at a terminal: each finding with the lines it is about.

use crate::finding::{Finding, Place, Severity, Unread};
use crate::revision::SourceFile;
use crate::verdict::Analysis;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};
use std::collections::HashMap;
use std::fmt::Write;

/// As much of a line as is shown before and behind the words in question, in bytes.
const BEFORE: usize = 120;
const BEHIND: usize = 240;

/// The findings in order with code frames, what could not be read, and the verdict. `files` are those that were
/// judged; `colour` asks for ANSI colours.
pub fn render(analysis: &Analysis, files: &[SourceFile], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let texts: HashMap<&str, &str> = files
        .iter()
        .filter_map(|file| Some((file.path.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
        .collect();
    let mut out = String::new();
    for finding in &analysis.report.findings {
        let text = texts.get(finding.place.file.as_str()).copied();
        let _ = writeln!(out, "{}\n", renderer.render(&[finding_group(finding, text)]));
    }
    for unread in &analysis.report.unread {
        let _ = writeln!(out, "{}\n", renderer.render(&[unread_group(unread)]));
    }
    let _ = writeln!(out, "{}", analysis.verdict.sentence);
    let _ = writeln!(out, "{}", counts(analysis));
    out
}

fn counts(analysis: &Analysis) -> String {
    let it = &analysis.report.summary;
    let some =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut parts = vec![
        some(it.migrations, "migration", "migrations"),
        some(it.statements, "statement", "statements"),
        some(it.errors, "error", "errors"),
        some(it.warnings, "warning", "warnings"),
    ];
    for (count, words) in [(it.infos, "for information"), (it.allowed, "allowed"), (it.unread, "unread")] {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    parts.join(", ")
}

fn finding_group<'a>(finding: &'a Finding, text: Option<&'a str>) -> Group<'a> {
    let level = match finding.severity {
        _ if finding.allowed.is_some() => Level::NOTE.with_name("allowed"),
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(finding.what.as_str()).id(finding.rule.as_str());
    let group = title
        .element(frame(&finding.place, text))
        .element(Level::NOTE.with_name("why").message(finding.why.as_str()))
        .element(Level::HELP.with_name("instead").message(finding.instead.as_str()));
    match &finding.allowed {
        Some(allowed) => {
            group.element(Level::NOTE.with_name("allowed because").message(allowed.reason.as_str()))
        }
        None => group,
    }
}

fn unread_group(unread: &Unread) -> Group<'_> {
    let origin = Origin::path(unread.file.as_str()).line(unread.line).char_column(unread.column);
    Level::ERROR.with_name("unread").primary_title(unread.message.as_str()).element(origin)
}

/// The lines of the place, or its path alone where it has no words.
fn frame<'a>(place: &'a Place, text: Option<&'a str>) -> Element<'a> {
    let lines = text.filter(|_| place.start < place.end).and_then(|text| window(text, place));
    let Some((lines, start)) = lines else {
        return Origin::path(place.file.as_str()).line(place.line).char_column(place.column).into();
    };
    let end = (place.end - start).min(lines.len());
    let span = (place.start - start).min(end)..end;
    Snippet::source(lines)
        .line_start(place.line)
        .path(place.file.as_str())
        .annotation(AnnotationKind::Primary.span(span))
        .into()
}

/// From the beginning of the place's first line to the end of its last one, cut where lines are very long.
fn window<'a>(text: &'a str, place: &Place) -> Option<(&'a str, usize)> {
    let earliest = text.ceil_char_boundary(place.start.saturating_sub(BEFORE));
    let start = text.get(earliest..place.start)?.rfind('\n').map_or(earliest, |at| earliest + at + 1);
    let limit = text.floor_char_boundary((place.start + BEHIND).min(text.len()));
    let last = place.end.min(limit);
    let end = text.get(last..limit)?.find('\n').map_or(limit, |at| last + at);
    Some((text.get(start..end)?.trim_end_matches('\r'), start))
}
