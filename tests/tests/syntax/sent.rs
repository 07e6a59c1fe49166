//! What psql sends beside what we cut, word by word and without comments.

use lockgate_core::script::lexer::{Lexer, TokenKind};
use std::fmt;

/// A statement as we cut it.
pub struct Cut<'s> {
    pub words: &'s str,
    pub kind: Kind,
    /// It stands behind an `\if` that only a run decides.
    pub conditional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    /// A part of it is only known to a run.
    Unknown,
    /// What psql does next depends on the server's answer: it sends no data for a COPY that was refused, and `\gexec`
    /// runs what comes back.
    Answered,
}

#[derive(Default)]
pub struct Tally {
    /// Statements that are the same in both.
    pub alike: usize,
    /// What psql sent at once because of `\;`, and we cut.
    joined: usize,
    /// Statements with a value that only psql's run knows.
    unknown: usize,
    /// Places where psql went on as the server's answer to a COPY or a `\g` made it, and what it sent there.
    answered: (usize, usize),
    pub different: Vec<String>,
}

/// How far the two may drift apart before they are given up.
const FAR: usize = 400;

impl Tally {
    /// `theirs` is what psql sent.
    pub fn compare(&mut self, file: &str, ours: &[Cut], theirs: &[String]) {
        let cut: Vec<Vec<String>> = ours.iter().map(|it| words(it.words)).collect();
        let sent: Vec<Vec<String>> = theirs.iter().map(|text| words(text)).collect();
        let (mut our, mut their) = (0, 0);
        while their < sent.len() {
            match fits(&cut[our..], &sent[their]) {
                Some(count) => {
                    self.alike += usize::from(count == 1);
                    self.joined += if count > 1 { count } else { 0 };
                    our += count;
                    their += 1;
                }
                None if ours.get(our).is_some_and(|it| it.kind == Kind::Unknown) => {
                    self.unknown += 1;
                    (our, their) = (our + 1, their + 1);
                }
                None => {
                    let (more_ours, more_theirs) = nearest(&cut[our..], &sent[their..]);
                    let skipped = ours[our..our + more_ours].iter().all(|it| it.conditional);
                    let answered = ours[..our].last().is_some_and(|it| it.kind == Kind::Answered);
                    if answered && more_ours == 0 {
                        self.answered = (self.answered.0 + 1, self.answered.1 + more_theirs);
                    } else if !skipped || more_theirs > 0 {
                        self.differ(file, &ours[our..our + more_ours], &theirs[their..their + more_theirs]);
                    }
                    (our, their) = (our + more_ours, their + more_theirs);
                }
            }
        }
        if ours[our..].iter().any(|it| !it.conditional) {
            self.differ(file, &ours[our..], &[]);
        }
    }

    fn differ(&mut self, file: &str, ours: &[Cut], theirs: &[String]) {
        let ours: Vec<&str> = ours.iter().map(|it| it.words).collect();
        let short = |text: String| text.chars().take(600).collect::<String>();
        let (theirs, ours) = (short(theirs.join(";\n")), short(ours.join(";\n")));
        self.different.push(format!("{file}:\n--- theirs\n{theirs}\n--- ours\n{ours}"));
    }
}

/// How many of each to pass over until they go on alike.
fn nearest(cut: &[Vec<String>], sent: &[Vec<String>]) -> (usize, usize) {
    for distance in 1..FAR {
        for ours in 0..=distance {
            let theirs = distance - ours;
            if ours >= cut.len() || theirs >= sent.len() {
                continue;
            }
            if go_on_alike(&cut[ours..], &sent[theirs..]) {
                return (ours, theirs);
            }
        }
    }
    (cut.len(), sent.len())
}

/// Whether two statements in a row are the same, or the last ones are.
fn go_on_alike(cut: &[Vec<String>], sent: &[Vec<String>]) -> bool {
    let Some(count) = sent.first().and_then(|sent| fits(cut, sent)).filter(|count| *count > 0) else {
        return false;
    };
    match (cut.get(count..), sent.get(1)) {
        (Some(cut), Some(sent)) if !cut.is_empty() => fits(cut, sent).is_some(),
        _ => true,
    }
}

/// How many of our statements one text of psql's is; 0 for a text without words.
fn fits(cut: &[Vec<String>], sent: &[String]) -> Option<usize> {
    let semicolon = &[";".to_owned()][..];
    let sent = sent.strip_suffix(semicolon).unwrap_or(sent);
    if sent.is_empty() {
        return Some(0);
    }
    let mut rest = sent;
    for (count, words) in cut.iter().enumerate() {
        rest = rest.strip_prefix(words.as_slice())?;
        while let Some(behind) = rest.strip_prefix(semicolon) {
            rest = behind;
        }
        if rest.is_empty() {
            return Some(count + 1);
        }
    }
    None
}

fn words(text: &str) -> Vec<String> {
    let tokens = Lexer::new(text, 0, text.len()).filter(|it| it.kind != TokenKind::Comment);
    tokens.map(|it| text[it.span.start..it.span.end].to_ascii_lowercase()).collect()
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Tally { alike, joined, unknown, answered, different } = self;
        let (answers, more) = answered;
        write!(
            f,
            "{alike} statements alike, {joined} sent together, {unknown} with a value that only a run knows, \
             {} differences; {answers} answers of the server made psql send {more} more",
            different.len()
        )
    }
}
