//! Who is signed in. Only the digest of a session's token is kept.

use super::{StoreError, Tx};
use lockgate_core::digest::Digest;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub person: String,
    pub created: i64,
    pub seen: i64,
}

impl Tx<'_> {
    pub fn add_session(&mut self, token: &Digest, person: &str, now: i64) -> Result<(), StoreError> {
        self.0.run(
            "INSERT INTO sessions (token_hash, person, created, seen) VALUES ($1, $2, $3, $4)",
            &[token.as_str().into(), person.into(), now.into(), now.into()],
        )?;
        Ok(())
    }

    pub fn session(&mut self, token: &Digest) -> Result<Option<Session>, StoreError> {
        let rows = self.0.rows(
            "SELECT person, created, seen FROM sessions WHERE token_hash = $1",
            &[token.as_str().into()],
        )?;
        rows.first()
            .map(|row| Ok(Session { person: row.text(0)?, created: row.int(1)?, seen: row.int(2)? }))
            .transpose()
    }

    pub fn touch_session(&mut self, token: &Digest, now: i64) -> Result<(), StoreError> {
        self.0
            .run("UPDATE sessions SET seen = $2 WHERE token_hash = $1", &[token.as_str().into(), now.into()])
            .map(drop)
    }

    pub fn end_session(&mut self, token: &Digest) -> Result<(), StoreError> {
        self.0.run("DELETE FROM sessions WHERE token_hash = $1", &[token.as_str().into()]).map(drop)
    }

    /// After a change of role or password nobody goes on with the old one.
    pub fn end_sessions_of(&mut self, person: &str) -> Result<(), StoreError> {
        self.0.run("DELETE FROM sessions WHERE person = $1", &[person.into()]).map(drop)
    }

    /// Removes sessions that were begun before `created` or last seen before `seen`.
    pub fn forget_old_sessions(&mut self, created: i64, seen: i64) -> Result<(), StoreError> {
        self.0
            .run("DELETE FROM sessions WHERE created < $1 OR seen < $2", &[created.into(), seen.into()])
            .map(drop)
    }
}
