//! `lockgate verify`: whether the records are whole.

use super::serve::Records;
use crate::store::{Store, entry};
use anyhow::bail;
use clap::Args;
use lockgate_core::{
    digest::Digest,
    review::{
        Event,
        chain::{Stored, Verifier},
        event::Outcome,
    },
};

/// Check the chain of events, and that every byte they name is there unchanged.
///
/// Exit code 0: whole. 2: broken, with the first place where it is.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    records: Records,
}

impl Verify {
    pub fn run(self) -> anyhow::Result<()> {
        let (events, head, erased) = check(&self.records.store_that_is_there()?)?;
        println!("The chain holds: {events} events, head {head}.");
        if erased > 0 {
            println!("{erased} texts or files that events name are not there: they were erased.");
        }
        Ok(())
    }
}

const BATCH: u32 = 1_000;

/// The number of events, the head's hash, and how many named blobs are missing.
pub fn check(store: &Store) -> anyhow::Result<(u64, Digest, usize)> {
    let (mut verifier, mut erased) = (Verifier::default(), 0);
    loop {
        // A server may be at work on these records. Where no event came after the head was read, it is the last one's.
        let (seq, head) = store.read(|tx| tx.head())?;
        let events = store.read(|tx| tx.events_after(verifier.head().0, BATCH))?;
        for event in &events {
            if let Err(broken) = verifier.check(event) {
                bail!("the chain is broken at {broken}");
            }
            erased += blobs(store, event)?;
        }
        if !events.is_empty() {
            continue;
        }
        if verifier.head() != (seq, &head) {
            bail!(
                "the head says {seq} events, and the chain ends at {}: events were cut off",
                verifier.head().0
            );
        }
        return Ok((seq, head, erased));
    }
}

/// How many of the blobs that an event names are missing. One that is there with other bytes is an error.
fn blobs(store: &Store, event: &Stored) -> anyhow::Result<usize> {
    let named: Vec<Digest> = match entry(event)?.event {
        Event::RevisionPushed(pushed) => {
            let files = pushed.files.into_iter().map(|it| it.digest);
            files.chain([pushed.title, pushed.analysis]).collect()
        }
        Event::BaseAccepted { files, .. } => files.into_iter().map(|it| it.digest).collect(),
        Event::ObjectionRaised { reason, .. } => vec![reason],
        Event::ApplyEnded { outcome: Outcome::Failed(failure), .. } => {
            vec![failure.message, failure.instead]
        }
        _ => Vec::new(),
    };
    let mut missing = 0;
    for digest in named {
        match store.read(|tx| tx.blob(&digest))? {
            None => missing += 1,
            Some(bytes) if Digest::of(&bytes) != digest => {
                bail!("the bytes kept as {digest}, which event {} names, were changed", event.seq)
            }
            Some(_) => {}
        }
    }
    Ok(missing)
}
