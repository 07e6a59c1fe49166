//! Hands the new migrations to the plan, in its words.

use super::commits::{self, Step, Unsendable};
use crate::digest::Digest;
use crate::order::sorted;
use crate::plan::{Plan, Proof};
use crate::rules::{ReadMigration, Revision};
use crate::script::Why;
use crate::source::Source;
use crate::statement::{Discard, Kind, Name, Statement};

pub fn plan(revision: &Revision) -> Plan {
    let new: Vec<&ReadMigration> = revision.migrations.iter().filter(|it| it.new).collect();
    let digests: Vec<Digest> = new.iter().map(|it| revision.files[it.migration.file].digest()).collect();
    let unsendable: Vec<Vec<Unsendable>> = new.iter().map(|it| unsendable(it)).collect();
    let files: Vec<commits::File> = new
        .iter()
        .enumerate()
        .map(|(at, it)| commits::File {
            migration: &it.migration.name,
            file: &revision.files[it.migration.file].path,
            digest: &digests[at],
            steps: &it.steps,
            unsendable: &unsendable[at],
        })
        .collect();
    commits::plan(&files)
}

pub fn steps(source: &Source, statements: &[Statement]) -> Vec<Step> {
    let steps = statements.iter().map(|statement| Step {
        span: statement.span,
        line: source.position(statement.span.start).0,
        role: statement.role,
        proof: proof(statement),
        unlocks: matches!(statement.kind, Kind::Discard(Discard::All)),
    });
    steps.collect()
}

/// A comment that allows nothing is no reason not to apply; only pieces that PostgreSQL would not understand are.
fn unsendable(read: &ReadMigration) -> Vec<Unsendable> {
    let line = |byte| read.source.as_ref().map_or(1, |source| source.position(byte).0);
    let gaps = read.gaps.iter().map(|gap| (gap.start, None));
    let others = read.unsendable.iter().map(|it| (it.at, Some(it.why)));
    let all = sorted(gaps.chain(others).collect(), |a: &(usize, Option<Why>), b| a.0.cmp(&b.0));
    let mut all: Vec<Unsendable> =
        all.into_iter().map(|(byte, why)| Unsendable { line: line(byte), why }).collect();
    all.dedup();
    all
}

fn proof(statement: &Statement) -> Option<Proof> {
    let schema = |name: &Name| name.schema.as_ref().map(|it| it.as_str().to_owned());
    match &statement.kind {
        Kind::CreateIndex(it) if it.concurrently => {
            let name = it.name.as_ref()?.as_str().to_owned();
            Some(Proof::IndexMade { schema: schema(&it.table.value), name })
        }
        Kind::Drop(it) if it.concurrently => {
            let index = &it.objects.first()?.name.value;
            Some(Proof::IndexGone { schema: schema(index), name: index.name.as_str().to_owned() })
        }
        _ => None,
    }
}
