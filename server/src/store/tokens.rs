//! What CI signs with. Only the digest of a token is kept.

use super::{StoreError, Tx, sql::Row};
use lockgate_core::digest::Digest;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: String,
    pub project: String,
    pub name: String,
    /// The person who made it; what it pushes counts as theirs.
    pub owner: String,
    pub created: i64,
    pub expires: i64,
    pub last_used: Option<i64>,
    pub revoked: Option<i64>,
}

const COLUMNS: &str = "id, project, name, owner, created, expires, last_used, revoked";

impl Tx<'_> {
    pub fn add_token(&mut self, token: &Token, secret: &Digest) -> Result<(), StoreError> {
        self.0.run(
            "INSERT INTO ci_tokens (id, token_hash, project, name, owner, created, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                (&token.id).into(),
                secret.as_str().into(),
                (&token.project).into(),
                (&token.name).into(),
                (&token.owner).into(),
                token.created.into(),
                token.expires.into(),
            ],
        )?;
        Ok(())
    }

    pub fn token_by_secret(&mut self, secret: &Digest) -> Result<Option<Token>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM ci_tokens WHERE token_hash = $1");
        self.0.rows(&sql, &[secret.as_str().into()])?.first().map(read).transpose()
    }

    pub fn token(&mut self, id: &str) -> Result<Option<Token>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM ci_tokens WHERE id = $1");
        self.0.rows(&sql, &[id.into()])?.first().map(read).transpose()
    }

    /// A project's tokens that still work, newest first.
    pub fn tokens_of(&mut self, project: &str) -> Result<Vec<Token>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM ci_tokens WHERE project = $1 AND revoked IS NULL ORDER BY created DESC, id"
        );
        self.0.rows(&sql, &[project.into()])?.iter().map(read).collect()
    }

    /// Every token's id and name, the revoked ones too.
    pub fn token_names(&mut self) -> Result<Vec<(String, String)>, StoreError> {
        let rows = self.0.rows("SELECT id, name FROM ci_tokens", &[])?;
        rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect()
    }

    pub fn use_token(&mut self, id: &str, now: i64) -> Result<(), StoreError> {
        self.0.run("UPDATE ci_tokens SET last_used = $2 WHERE id = $1", &[id.into(), now.into()]).map(drop)
    }

    pub fn revoke_token(&mut self, id: &str, now: i64) -> Result<(), StoreError> {
        self.0.run("UPDATE ci_tokens SET revoked = $2 WHERE id = $1", &[id.into(), now.into()]).map(drop)
    }
}

fn read(row: &Row) -> Result<Token, StoreError> {
    Ok(Token {
        id: row.text(0)?,
        project: row.text(1)?,
        name: row.text(2)?,
        owner: row.text(3)?,
        created: row.int(4)?,
        expires: row.int(5)?,
        last_used: row.optional_int(6)?,
        revoked: row.optional_int(7)?,
    })
}
