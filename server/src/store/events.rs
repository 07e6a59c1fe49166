//! The chain of events: added under the head's lock, never changed.

use super::{StoreError, Tx, sql::Row};
use lockgate_core::{
    digest::Digest,
    review::{
        Entry,
        chain::{self, Stored},
        event::FORMAT,
    },
};

/// An event that is about to be written.
#[derive(Debug, Clone)]
pub struct NewEvent {
    pub stream: String,
    pub entry: Entry,
}

/// The version that a stream had when the caller looked; 0 for a stream that was not there.
pub type Expected = (String, u64);

const COLUMNS: &str = "seq, stream, version, at, format, body, hash";

impl Tx<'_> {
    pub(super) fn make_head(&mut self) -> Result<(), StoreError> {
        self.0
            .run(
                "INSERT INTO head (id, seq, hash) VALUES (1, 0, $1) ON CONFLICT (id) DO NOTHING",
                &[chain::genesis().as_str().into()],
            )
            .map(drop)
    }

    /// The last event's number and hash.
    pub fn head(&mut self) -> Result<(u64, Digest), StoreError> {
        let rows = self.0.rows("SELECT seq, hash FROM head WHERE id = 1", &[])?;
        let row = rows.first().ok_or_else(|| anyhow::anyhow!("the store has no head row"))?;
        Ok((natural(row.int(0)?)?, digest(&row.text(1)?)?))
    }

    /// Adds events to the end of the chain, if every stream in `expected` still has its version.
    ///
    /// The head is moved first: that takes its lock, so what is read afterwards can't move any more.
    /// Fails with [`StoreError::Conflict`] for the loser of a race.
    pub fn append(&mut self, expected: &[Expected], events: &[NewEvent], at: &str) -> Result<(), StoreError> {
        let (seq, head) = self.head()?;
        let chained = self.chain(seq, head, expected, events, at)?;
        let Some(last) = chained.last() else { return Ok(()) };
        let moved = self.0.run(
            "UPDATE head SET seq = $1, hash = $2 WHERE id = 1 AND seq = $3",
            &[(last.seq as i64).into(), last.hash.as_str().into(), (seq as i64).into()],
        )?;
        if moved != 1 {
            return Err(StoreError::Again);
        }
        for (stream, version) in expected {
            if self.version(stream)? != *version {
                return Err(StoreError::Conflict { stream: stream.clone() });
            }
        }
        chained.iter().try_for_each(|event| self.insert(event))
    }

    /// Numbers and links the new events. A stream's version comes from `expected`, or from the store.
    fn chain(
        &mut self,
        mut seq: u64,
        mut head: Digest,
        expected: &[Expected],
        events: &[NewEvent],
        at: &str,
    ) -> Result<Vec<Stored>, StoreError> {
        let mut chained: Vec<Stored> = Vec::with_capacity(events.len());
        for new in events {
            let before = match chained.iter().rev().find(|it| it.stream == new.stream) {
                Some(earlier) => earlier.version,
                None => match expected.iter().find(|(stream, _)| *stream == new.stream) {
                    Some((_, version)) => *version,
                    None => self.version(&new.stream)?,
                },
            };
            seq += 1;
            let body = serde_json::to_string(&new.entry).map_err(anyhow::Error::from)?;
            let (stream, version) = (new.stream.clone(), before + 1);
            let mut event = Stored {
                seq,
                stream,
                version,
                at: at.to_owned(),
                format: FORMAT,
                body,
                hash: chain::genesis(),
            };
            event.hash = chain::link(&head, &event);
            head = event.hash.clone();
            chained.push(event);
        }
        Ok(chained)
    }

    fn insert(&mut self, event: &Stored) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO events ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
        let values = [
            (event.seq as i64).into(),
            (&event.stream).into(),
            (event.version as i64).into(),
            (&event.at).into(),
            i64::from(event.format).into(),
            (&event.body).into(),
            event.hash.as_str().into(),
        ];
        match self.0.run(&sql, &values) {
            Err(StoreError::Taken) => Err(StoreError::Conflict { stream: event.stream.clone() }),
            done => done.map(drop),
        }
    }

    /// The number of events in a stream.
    pub fn version(&mut self, stream: &str) -> Result<u64, StoreError> {
        let sql = "SELECT COALESCE(MAX(version), 0) FROM events WHERE stream = $1";
        let rows = self.0.rows(sql, &[stream.into()])?;
        rows.first().map_or(Ok(0), |row| natural(row.int(0)?))
    }

    /// Up to `limit` events after number `seq`, in order.
    pub fn events_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Stored>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM events WHERE seq > $1 ORDER BY seq LIMIT $2");
        self.0.rows(&sql, &[(seq as i64).into(), i64::from(limit).into()])?.iter().map(read).collect()
    }

    /// All events of a stream, in order.
    pub fn events_of(&mut self, stream: &str) -> Result<Vec<Stored>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM events WHERE stream = $1 ORDER BY version");
        self.0.rows(&sql, &[stream.into()])?.iter().map(read).collect()
    }
}

/// The entry of a stored event.
pub fn entry(event: &Stored) -> Result<Entry, StoreError> {
    if event.format != FORMAT {
        let (seq, format) = (event.seq, event.format);
        return Err(anyhow::anyhow!(
            "event {seq} has format {format}; this Lockgate reads format {FORMAT}. Start a newer one"
        )
        .into());
    }
    let entry = serde_json::from_str(&event.body);
    Ok(entry.map_err(|error| anyhow::anyhow!("event {} can't be read: {error}", event.seq))?)
}

fn read(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored {
        seq: natural(row.int(0)?)?,
        stream: row.text(1)?,
        version: natural(row.int(2)?)?,
        at: row.text(3)?,
        format: natural(row.int(4)?)? as u32,
        body: row.text(5)?,
        hash: digest(&row.text(6)?)?,
    })
}

fn natural(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| anyhow::anyhow!("the store holds the number {number}").into())
}

fn digest(text: &str) -> Result<Digest, StoreError> {
    Ok(Digest::try_from(text.to_owned()).map_err(anyhow::Error::msg)?)
}
