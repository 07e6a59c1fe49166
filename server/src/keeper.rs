//! The folded state of everything, kept up with the store.

use crate::{
    clock,
    error::Result,
    store::{NewEvent, Store, StoreError, Tx, entry},
};
use lockgate_core::review::{
    Entry, House,
    chain::{Stored, Verifier},
};
use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

/// Events that are read at once.
const BATCH: u32 = 1_000;

pub struct Keeper {
    pub store: Store,
    state: RwLock<State>,
}

#[derive(Default)]
pub struct State {
    pub house: House,
    seq: u64,
    verifier: Verifier,
    versions: HashMap<String, u64>,
}

/// What somebody wants to record, and what they looked at when they decided it.
#[derive(Clone, Default)]
pub struct Draft {
    pub events: Vec<NewEvent>,
    /// Streams that the decision rests on besides those that it writes to.
    pub rests_on: Vec<String>,
}

impl Draft {
    pub fn event(stream: String, entry: Entry) -> Draft {
        Draft { events: vec![NewEvent { stream, entry }], rests_on: Vec::new() }
    }

    pub fn and(mut self, stream: String, entry: Entry) -> Draft {
        self.events.push(NewEvent { stream, entry });
        self
    }

    pub fn resting_on(mut self, stream: String) -> Draft {
        self.rests_on.push(stream);
        self
    }
}

impl Keeper {
    /// Reads and checks the whole chain; a broken one is an error.
    pub fn open(store: Store) -> Result<Keeper> {
        let keeper = Keeper { store, state: RwLock::default() };
        drop(keeper.look()?);
        Ok(keeper)
    }

    /// The state as of now, with what other servers have written. Blocks.
    pub fn look(&self) -> Result<RwLockReadGuard<'_, State>> {
        let seen = self.state.read().unwrap_or_else(PoisonError::into_inner).seq;
        if self.store.read(|tx| tx.head())?.0 > seen {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            self.catch_up(&mut state)?;
        }
        Ok(self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn catch_up(&self, state: &mut State) -> Result<()> {
        loop {
            let events = self.store.read(|tx| tx.events_after(state.seq, BATCH))?;
            let Some(last) = events.last() else { return Ok(()) };
            let more = last.seq < state.seq + u64::from(BATCH);
            for event in &events {
                state.take_in(event)?;
            }
            if more {
                return Ok(());
            }
        }
    }

    /// Decides on the state as it is, and records the decision only if what it rests on has not moved. `beside`
    /// writes to the ordinary tables in the same transaction. Blocks.
    pub fn record<T>(
        &self,
        decide: impl FnOnce(&House) -> Result<(Draft, T)>,
        mut beside: impl FnMut(&mut Tx, &T) -> std::result::Result<(), StoreError>,
    ) -> Result<T> {
        let (draft, answer, expected) = {
            let state = self.look()?;
            let (draft, answer) = decide(&state.house)?;
            let expected = state.versions_of(&draft);
            (draft, answer, expected)
        };
        self.store.write(|tx| {
            beside(tx, &answer)?;
            tx.append(&expected, &draft.events, &clock::now_text())
        })?;
        Ok(answer)
    }
}

impl State {
    fn take_in(&mut self, event: &Stored) -> Result<()> {
        self.verifier
            .check(event)
            .map_err(|broken| anyhow::anyhow!("the chain of events is broken: {broken}"))?;
        self.house.fold(&event.at, &entry(event)?);
        self.versions.insert(event.stream.clone(), event.version);
        self.seq = event.seq;
        Ok(())
    }

    fn versions_of(&self, draft: &Draft) -> Vec<(String, u64)> {
        let written = draft.events.iter().map(|it| &it.stream);
        let mut streams: Vec<&String> = written.chain(&draft.rests_on).collect();
        streams.sort();
        streams.dedup();
        streams.into_iter().map(|it| (it.clone(), self.versions.get(it).copied().unwrap_or(0))).collect()
    }
}

/// The streams' names.
pub mod stream {
    pub fn review(number: u64) -> String {
        format!("review:{number}")
    }

    /// A target's own events and its applies, so that of two applies at once one loses.
    pub fn target(id: &str) -> String {
        format!("target:{id}")
    }

    pub fn project(name: &str) -> String {
        format!("project:{name}")
    }

    pub fn person(id: &str) -> String {
        format!("person:{id}")
    }

    pub fn token(id: &str) -> String {
        format!("token:{id}")
    }
}
