//! Gives each finding its place, its weight, and the allowance that somebody wrote for it.

use super::past::Past;
use super::read::Room;
use crate::allow::Allows;
use crate::finding::{Allowance, AllowedBy, Edit, Finding, Place, Span};
use crate::order::{Places, sorted};
use crate::rules::{Found, InFile, ReadMigration, Rule};
use crate::settings::Settings;
use crate::source::Source;

/// What a rule has found, before it has its place.
pub type Out = (&'static Rule, InFile, Found);

/// The file that a finding is about, as far as it was read.
struct About<'a> {
    settings: &'a Settings,
    path: &'a str,
    source: Option<&'a Source<'a>>,
    allows: Option<&'a Allows>,
    whole_file: bool,
}

/// What was found at a migration, or at what takes it back, while it was judged. `path` is its file.
pub fn here(settings: &Settings, path: &str, read: &ReadMigration, out: Vec<Out>) -> Vec<Finding> {
    let own = About::of(settings, path, read);
    let back = read.back.as_deref().map(|back| {
        let path = back.source.as_ref().map_or("", |it| it.path);
        About::of(settings, path, back)
    });
    let about = |file: &InFile| back.as_ref().filter(|_| matches!(file, InFile::Back(_))).unwrap_or(&own);
    out.into_iter().filter_map(|(rule, file, found)| about(&file).finding(rule, found)).collect()
}

/// What was found once all were judged, each with the number of its migration.
pub fn late(room: &Room, past: &[Past], out: Vec<Out>) -> Vec<(usize, Finding)> {
    let files = Places::of(&mut past.iter().map(|it| it.listed.file.as_str()));
    let number = |file: &InFile| match file {
        InFile::Migration(number) | InFile::Back(number) => *number,
        InFile::Path(path) => files.get(path).unwrap_or(usize::MAX),
    };
    // One source after the other.
    let out = sorted(out, |(_, a, _), (_, b, _)| number(a).cmp(&number(b)));
    let (mut last, mut source) = (usize::MAX, None);
    let mut findings = Vec::new();
    for (rule, file, found) in out {
        let number = number(&file);
        if number != last {
            (last, source) = (number, room.source(number, past.get(number).is_some_and(|it| it.plain)));
        }
        let migration = past.get(number);
        let path = match &file {
            InFile::Path(path) => path.as_str(),
            _ => migration.map_or("", |it| it.listed.file.as_str()),
        };
        let about = About {
            settings: room.settings,
            path,
            source: source.as_ref(),
            allows: migration.map(|it| &it.allows),
            whole_file: matches!(file, InFile::Path(_)),
        };
        findings.extend(about.finding(rule, found).map(|it| (number, it)));
    }
    findings
}

/// In the order of the files, then by place, then by rule.
pub fn in_order(findings: Vec<(usize, Finding)>) -> Vec<Finding> {
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

impl<'a> About<'a> {
    fn of(settings: &'a Settings, path: &'a str, read: &'a ReadMigration<'a>) -> About<'a> {
        let source = read.source.as_ref();
        About { settings, path, source, allows: Some(&read.allows), whole_file: false }
    }

    fn finding(&self, rule: &Rule, found: Found) -> Option<Finding> {
        let severity = rule.weighs(self.settings)?.min(found.at_most);
        let allowed = self.by_comment(rule, found.span).or_else(|| self.by_settings(rule, &found));
        let edit = |(span, text)| {
            let Place { file, start, end, .. } = self.place(span);
            vec![Edit { file, start, end, text }]
        };
        Some(Finding {
            rule: rule.name.to_owned(),
            category: rule.category,
            severity,
            place: self.place(found.span),
            allowed,
            // What was filled in can't be edited where it stands.
            fix: found.fix.filter(|(span, _)| self.source.is_none_or(|it| it.is_written(*span))).map(edit),
            what: found.what,
            why: found.why,
            instead: found.instead,
        })
    }

    fn place(&self, span: Span) -> Place {
        match self.source {
            Some(source) => source.place(span),
            None => Place {
                file: self.path.to_owned(),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 1,
                start: 0,
                end: 0,
            },
        }
    }

    fn by_comment(&self, rule: &Rule, span: Span) -> Option<Allowance> {
        let comment = self.allows?.find(rule.name, span, self.whole_file)?;
        Some(Allowance { by: AllowedBy::Comment, reason: comment.reason.clone() })
    }

    fn by_settings(&self, rule: &Rule, found: &Found) -> Option<Allowance> {
        let table = found.table.as_ref().map(ToString::to_string);
        let entry = self.settings.allow.iter().find(|it| {
            let file_fits = it.file.as_ref().is_none_or(|file| is_file(self.path, file));
            let table_fits = it.table.as_ref().is_none_or(|name| table.as_ref() == Some(name));
            it.rule == rule.name && file_fits && table_fits
        })?;
        Some(Allowance { by: AllowedBy::Settings, reason: entry.reason.clone() })
    }
}

/// A file is named by its path or by the end of it: `001_a.sql` is `migrations/001_a.sql`.
fn is_file(path: &str, named: &str) -> bool {
    path.strip_suffix(named).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}
