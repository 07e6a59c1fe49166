//! Hands the new migrations to the plan, in its words.

use super::commits::{self, Step, Unsendable};
use crate::order::sorted;
use crate::plan::{Plan, Proof};
use crate::report::Migration;
use crate::rules::ReadMigration;
use crate::script::Why;
use crate::source::Source;
use crate::statement::{Discard, Kind, Name, Statement};

/// The plan of one migration.
pub fn plan(read: &ReadMigration, listed: &Migration) -> Plan {
    let steps = read.source.as_ref().map(|source| steps(source, &read.statements)).unwrap_or_default();
    commits::plan(&commits::File {
        migration: &listed.name,
        file: &listed.file,
        digest: &listed.digest,
        steps: &steps,
        unsendable: &unsendable(read),
    })
}

fn steps(source: &Source, statements: &[Statement]) -> Vec<Step> {
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
