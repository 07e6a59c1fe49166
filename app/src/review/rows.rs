//! A file as rows: its lines, and what stands between them.

use crate::text::visible;
use lockgate_core::{
    finding::{Finding, Unread},
    plan::{Mode, Problem},
    verdict::{Analysis, Risk, StatementLine},
};
use std::collections::BTreeMap;

/// Lines that follow each other without a note, then the notes below the last of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub lines: Vec<Line>,
    pub notes: Vec<Note>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// 1-based
    pub number: usize,
    pub text: String,
    /// The statement that this line belongs to; where two share a line, the riskier one.
    pub risk: Option<Risk>,
    /// The place in [`Analysis::statements`] of the first statement that starts here.
    pub starts: Option<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Note {
    /// The finding's place in the report, and the finding.
    Finding(usize, Box<Finding>),
    Unread(Unread),
    Problem(Problem),
    Commit {
        number: usize,
        of: usize,
        mode: Mode,
    },
}

/// All rows of `text`, the file at `path`.
pub fn runs(path: &str, text: &str, analysis: &Analysis) -> Vec<Run> {
    let starts = line_starts(text);
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte).max(1);
    let mut lines: Vec<Line> = text
        .lines()
        .enumerate()
        .map(|(i, text)| Line { number: i + 1, text: visible(text).into_owned(), risk: None, starts: None })
        .collect();
    for (place, statement) in statements_of(path, analysis) {
        mark(&mut lines, place, statement, line_of(statement.span.end.saturating_sub(1)));
    }
    let mut notes = notes(path, analysis, line_of);
    let mut runs = vec![Run { lines: vec![], notes: notes.remove(&0).unwrap_or_default() }];
    for line in lines {
        let below = notes.remove(&line.number);
        let run = runs.last_mut().expect("there is one from the start");
        if run.notes.is_empty() {
            run.lines.push(line);
        } else {
            runs.push(Run { lines: vec![line], notes: vec![] });
        }
        runs.last_mut().expect("there is one from the start").notes.extend(below.unwrap_or_default());
    }
    let last = runs.last_mut().expect("there is one from the start");
    last.notes.extend(notes.into_values().flatten());
    runs
}

/// The statements of one file with their places in the whole list.
pub fn statements_of<'a>(
    path: &str,
    analysis: &'a Analysis,
) -> impl Iterator<Item = (usize, &'a StatementLine)> {
    analysis.statements.iter().enumerate().filter(move |(_, statement)| statement.file == path)
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn mark(lines: &mut [Line], place: usize, statement: &StatementLine, last: usize) {
    let Some(first) = statement.line.checked_sub(1) else { return };
    let end = last.clamp(statement.line, lines.len().max(statement.line));
    for line in lines.iter_mut().take(end).skip(first) {
        line.risk = line.risk.max(Some(statement.risk));
    }
    if let Some(line) = lines.get_mut(first) {
        line.starts.get_or_insert(place);
    }
}

/// Notes by the line that they stand under; 0 is above the first line.
fn notes(path: &str, analysis: &Analysis, line_of: impl Fn(usize) -> usize) -> BTreeMap<usize, Vec<Note>> {
    let mut notes: BTreeMap<usize, Vec<Note>> = BTreeMap::new();
    for problem in analysis.plan.problems.iter().filter(|problem| problem.file == path) {
        notes.entry(problem.line).or_default().push(Note::Problem(problem.clone()));
    }
    for unread in analysis.report.unread.iter().filter(|unread| unread.file == path) {
        notes.entry(unread.line).or_default().push(Note::Unread(unread.clone()));
    }
    for (i, finding) in analysis.report.findings.iter().enumerate().filter(|(_, f)| f.place.file == path) {
        let note = Note::Finding(i, Box::new(finding.clone()));
        notes.entry(finding.place.end_line).or_default().push(note);
    }
    for part in analysis.plan.parts.iter().filter(|part| part.file == path) {
        let last = part.statements.last().map_or(0, |span| line_of(span.end.saturating_sub(1)));
        let note = Note::Commit { number: part.number, of: part.of, mode: part.mode };
        notes.entry(last).or_default().push(note);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::sample;

    const SQL: &str = "-- ü\nBEGIN;\nALTER TABLE users\n  DROP COLUMN ref;\nCOMMIT;\nSELECT 1;\n";

    #[test]
    fn findings_and_commit_points_stand_under_their_lines() {
        let analysis = sample::analysis("a.sql", SQL);
        let runs = runs("a.sql", SQL, &analysis);
        let shape: Vec<(Vec<usize>, usize)> = runs
            .iter()
            .map(|run| (run.lines.iter().map(|line| line.number).collect(), run.notes.len()))
            .collect();
        assert_eq!(shape, [(vec![1, 2, 3, 4], 1), (vec![5], 1), (vec![6], 1)]);
        assert!(matches!(&runs[0].notes[0], Note::Finding(0, f) if f.rule == "column-dropped"));
        assert_eq!(runs[1].notes[0], Note::Commit { number: 1, of: 2, mode: Mode::Own });
        assert_eq!(runs[2].notes[0], Note::Commit { number: 2, of: 2, mode: Mode::Wrapped });
    }

    #[test]
    fn every_line_of_a_statement_carries_its_risk() {
        let analysis = sample::analysis("a.sql", SQL);
        let runs = runs("a.sql", SQL, &analysis);
        let lines: Vec<_> = runs[0].lines.iter().map(|line| (line.risk, line.starts)).collect();
        let drop = Some(Risk::Destructive);
        assert_eq!(lines, [(None, None), (Some(Risk::Safe), Some(0)), (drop, Some(1)), (drop, None)]);
    }

    #[test]
    fn places_outside_the_text_are_harmless() {
        let analysis = sample::analysis("a.sql", SQL);
        assert_eq!(runs("a.sql", "", &analysis).iter().map(|run| run.notes.len()).sum::<usize>(), 3);
        assert!(runs("b.sql", SQL, &analysis)[0].notes.is_empty());
    }
}
