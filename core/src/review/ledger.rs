//! The ledger's arithmetic: what a target has, and what its tip is.

use super::event::LedgerRow;
use crate::{
    digest::{Digest, Hasher},
    plan::{Part, Plan},
};

/// The tip after a row: a hash over the tip before it and the row, so that equal tips mean equal histories.
pub fn tip(before: Option<&Digest>, file: &str, digest: &Digest, part: usize, parts: usize) -> Digest {
    let mut hasher = Hasher::default();
    hasher.part(before.map_or("", Digest::as_str).as_bytes()).part(file.as_bytes());
    hasher.part(digest.as_str().as_bytes());
    hasher.part(&(part as u64).to_be_bytes()).part(&(parts as u64).to_be_bytes());
    hasher.finish()
}

/// The row that follows `rows` for a part of a file.
pub fn next(rows: &[LedgerRow], file: &str, digest: &Digest, part: usize, parts: usize) -> LedgerRow {
    let before = rows.last().map(|row| &row.tip);
    LedgerRow {
        file: file.to_owned(),
        digest: digest.clone(),
        part,
        parts,
        tip: tip(before, file, digest, part, parts),
    }
}

/// How much of a file a ledger holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Pending,
    /// this many parts
    Partly(usize),
    Done,
}

/// A file's progress by its rows. Parts are committed in order, so the last row says how far it came.
pub fn progress(rows: &[LedgerRow], file: &str) -> Progress {
    match rows.iter().rev().find(|row| row.file == file) {
        None => Progress::Pending,
        Some(row) if row.part >= row.parts => Progress::Done,
        Some(row) => Progress::Partly(row.part),
    }
}

/// The parts of a plan that a ledger does not have yet, in order: what an apply runs.
pub fn pending<'a>(plan: &'a Plan, rows: &[LedgerRow]) -> Vec<&'a Part> {
    let has = |part: &Part| match progress(rows, &part.file) {
        Progress::Pending => false,
        Progress::Partly(parts) => part.number <= parts,
        Progress::Done => true,
    };
    plan.parts.iter().filter(|it| !has(it)).collect()
}

/// The first row whose tip does not follow from the rows before it.
pub fn first_broken(rows: &[LedgerRow]) -> Option<usize> {
    rows.iter().enumerate().position(|(i, row)| {
        let before = i.checked_sub(1).map(|i| &rows[i].tip);
        row.tip != tip(before, &row.file, &row.digest, row.part, row.parts)
    })
}
