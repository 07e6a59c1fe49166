//! What was judged, put together into one answer.

use super::past::Known;
use super::read::{self, Room};
use super::sums::{self, Counts};
use super::{findings, judge, rules_hash};
use crate::digest::Digest;
use crate::order::distinct;
use crate::plan::Plan;
use crate::report::{self, Report};
use crate::schema::{FullName, Schema};
use crate::verdict::{Analysis, Judgement, TableChange};

/// Judges the migrations behind those that are known.
pub fn judgement(room: &Room, known: &mut Known) -> Judgement {
    let mut findings = judge::judge(room, known);
    let content_hash = content_hash(room, known);
    let mut unread = read::beside(&room.request.files, room.folder);
    let counts = Counts::of(known, unread.len());
    for (number, it) in known.past.iter_mut().enumerate() {
        findings.extend(given(known.kept, &mut it.findings).into_iter().map(|it| (number, it)));
        unread.append(&mut given(known.kept, &mut it.unread));
    }
    let findings = findings::in_order(findings);
    let migrations: Vec<_> = known.past.iter().map(|it| it.listed.clone()).collect();
    let summary = sums::summary(&migrations, &findings, &unread);
    let verdict = sums::verdict(counts, &summary);
    let engine = report::Engine {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        grammar: lockgate_grammar::NAME.to_owned(),
        rules_hash: rules_hash(room.settings),
    };
    let version = report::VERSION;
    Judgement {
        report: Report { version, engine, content_hash, migrations, findings, unread, summary },
        verdict,
    }
}

fn content_hash(room: &Room, known: &Known) -> Digest {
    let (files, mut hasher) = (&room.request.files, known.hasher.clone());
    room.folder.rest(files).into_iter().for_each(|at| files[at].hash(&mut hasher));
    hasher.finish()
}

/// Adds what takes longer than to judge one file.
pub fn analysis(known: &mut Known, Judgement { report, verdict }: Judgement) -> Analysis {
    let (mut statements, mut plan) = (Vec::new(), Plan::default());
    for it in &mut known.past {
        statements.append(&mut given(known.kept, &mut it.lines));
        plan.parts.append(&mut given(known.kept, &mut it.plan.parts));
        plan.problems.append(&mut given(known.kept, &mut it.plan.problems));
    }
    Analysis { report, verdict, statements, plan, tables: tables(known) }
}

/// What a migration adds to a list of the answer.
fn given<T: Clone>(kept: bool, list: &mut Vec<T>) -> Vec<T> {
    if kept { list.clone() } else { std::mem::take(list) }
}

/// The tables that are not as they were before the first new migration.
fn tables(known: &Known) -> Vec<TableChange> {
    let touched: Vec<&FullName> = known.past.iter().flat_map(|it| &it.touched).collect();
    let card = |schema: &Schema, name: &FullName| schema.table_named(name).map(|table| table.card());
    let changes = distinct(touched).into_iter().map(|name| TableChange {
        name: name.to_string(),
        before: known.base.as_ref().and_then(|(_, base)| card(base, name)),
        after: card(&known.schema, name),
    });
    changes.filter(|it| it.before != it.after).collect()
}
