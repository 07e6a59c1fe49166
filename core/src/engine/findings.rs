//! Gives each finding its place, its weight, and the allowance that somebody wrote for it.

use crate::finding::{Allowance, AllowedBy, Edit, Finding, Place, Span};
use crate::order::{Places, sorted};
use crate::rules::{Found, InFile, ReadMigration, Revision, Rule};

/// In the order of the files, then by place, then by rule.
pub fn placed(revision: &Revision, found: Vec<(&'static Rule, InFile, Found)>) -> Vec<Finding> {
    let paths = revision.migrations.iter().map(|it| revision.files[it.migration.file].path.as_str());
    let by_path = Places::of(&mut { paths });
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for (rule, file, found) in found {
        let (migration, path) = match &file {
            InFile::Migration(number) => {
                (Some(*number), revision.files[revision.migrations[*number].migration.file].path.as_str())
            }
            InFile::Back(number) => (Some(*number), back(revision, *number).map_or("", |(path, _)| path)),
            InFile::Path(path) => (by_path.get(path), path.as_str()),
        };
        let read = match &file {
            InFile::Back(number) => back(revision, *number).map(|(_, read)| read),
            _ => migration.map(|number| &revision.migrations[number]),
        };
        let whole_file = matches!(file, InFile::Path(_));
        let finding = finding(revision, rule, &found, path, read, whole_file);
        findings.extend(finding.map(|finding| (migration.unwrap_or(usize::MAX), finding)));
    }
    let findings = sorted(findings, |(a_file, a), (b_file, b)| {
        (a_file, &a.place.file, a.place.start, a.place.end, &a.rule, &a.what).cmp(&(
            b_file,
            &b.place.file,
            b.place.start,
            b.place.end,
            &b.rule,
            &b.what,
        ))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// What takes a migration back, with its path.
fn back<'a>(revision: &'a Revision, number: usize) -> Option<(&'a str, &'a ReadMigration<'a>)> {
    let read = revision.migrations[number].back.as_deref()?;
    Some((read.source.as_ref()?.path, read))
}

fn finding(
    revision: &Revision,
    rule: &'static Rule,
    found: &Found,
    path: &str,
    read: Option<&ReadMigration>,
    whole_file: bool,
) -> Option<Finding> {
    let severity = revision.settings.severity(rule.name, rule.severity)?.min(found.at_most);
    let comment = read.and_then(|read| by_comment(read, rule, found.span, whole_file));
    let allowed = comment.or_else(|| by_settings(revision, rule, found, path));
    let fix = found.fix.as_ref().filter(|(span, _)| is_written(read, *span));
    let edit = |(span, text): &(Span, String)| {
        let Place { file, start, end, .. } = place(read, path, *span);
        vec![Edit { file, start, end, text: text.clone() }]
    };
    Some(Finding {
        rule: rule.name.to_owned(),
        category: rule.category,
        severity,
        place: place(read, path, found.span),
        what: found.what.clone(),
        why: found.why.clone(),
        instead: found.instead.clone(),
        fix: fix.map(edit),
        allowed,
    })
}

fn place(read: Option<&ReadMigration>, path: &str, span: Span) -> Place {
    match read.and_then(|read| read.source.as_ref()) {
        Some(source) => source.place(span),
        None => {
            Place { file: path.to_owned(), line: 1, column: 1, end_line: 1, end_column: 1, start: 0, end: 0 }
        }
    }
}

/// What was filled in can't be edited where it stands.
fn is_written(read: Option<&ReadMigration>, span: Span) -> bool {
    read.and_then(|read| read.source.as_ref()).is_none_or(|source| source.is_written(span))
}

/// A finding about the whole file is allowed by a comment at any place in it.
fn by_comment(read: &ReadMigration, rule: &Rule, span: Span, whole_file: bool) -> Option<Allowance> {
    if read.allows.is_empty() {
        return None;
    }
    let statement = read.steps.partition_point(|step| step.span.end < span.start);
    let fits = |it: &&crate::allow::AllowComment| {
        it.rules.iter().any(|name| name == rule.name) && (whole_file || it.statement == Some(statement))
    };
    let comment = read.allows.iter().find(fits)?;
    Some(Allowance { by: AllowedBy::Comment, reason: comment.reason.clone() })
}

fn by_settings(revision: &Revision, rule: &Rule, found: &Found, path: &str) -> Option<Allowance> {
    let table = found.table.as_ref().map(ToString::to_string);
    let entry = revision.settings.allow.iter().find(|it| {
        let file_fits = it.file.as_ref().is_none_or(|file| is_file(path, file));
        let table_fits = it.table.as_ref().is_none_or(|name| table.as_ref() == Some(name));
        it.rule == rule.name && file_fits && table_fits
    })?;
    Some(Allowance { by: AllowedBy::Settings, reason: entry.reason.clone() })
}

/// A file is named by its path or by the end of it: `001_a.sql` is `migrations/001_a.sql`.
fn is_file(path: &str, named: &str) -> bool {
    path.strip_suffix(named).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}
