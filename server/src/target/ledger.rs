//! The ledger: the table `lockgate.ledger` on a target, one row for each commit point.
//!
//! Every name is qualified, because a migration may have set any `search_path`.

use super::{Session, Trouble};
use lockgate_core::{
    plan::Proof,
    review::{event::LedgerRow, ledger},
};

/// A row's place among others is `seq`; `done` is false while a statement that stands alone is running.
const TABLE: &str = "
    CREATE SCHEMA IF NOT EXISTS lockgate;
    CREATE TABLE IF NOT EXISTS lockgate.ledger (
        seq bigint PRIMARY KEY,
        file text NOT NULL,
        digest text NOT NULL,
        part bigint NOT NULL,
        parts bigint NOT NULL,
        tip text NOT NULL,
        done boolean NOT NULL,
        accepted boolean NOT NULL,
        review bigint,
        apply text,
        content_hash text,
        applied_by text,
        at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
    );
    COMMENT ON TABLE lockgate.ledger IS
        'What Lockgate applied here, one row for each commit point. Changing it by hand breaks the tips.';";

/// What a row says about the apply that writes it.
#[derive(Debug, Clone)]
pub struct Mark {
    pub review: u64,
    pub apply: String,
    pub content_hash: String,
    /// A person's id.
    pub applied_by: String,
}

/// The rows that are done, and the one that somebody began and did not end.
#[derive(Debug, Default)]
pub struct Found {
    pub rows: Vec<LedgerRow>,
    pub begun: Option<LedgerRow>,
}

impl Session {
    pub async fn make_ledger(&self) -> Result<(), Trouble> {
        Ok(self.client.batch_execute(TABLE).await?)
    }

    pub async fn ledger(&self) -> Result<Found, Trouble> {
        let there = "SELECT pg_catalog.to_regclass('lockgate.ledger') IS NOT NULL";
        if !self.client.query_one(there, &[]).await?.get::<_, bool>(0) {
            return Ok(Found::default());
        }
        let sql = "SELECT file, digest, part, parts, tip, done FROM lockgate.ledger ORDER BY seq";
        let mut found = Found::default();
        for (i, row) in self.client.query(sql, &[]).await?.iter().enumerate() {
            let read = read(row).ok_or(Trouble::LedgerBroken { row: i + 1 })?;
            match row.get("done") {
                true => found.rows.push(read),
                false => found.begun = Some(read),
            }
        }
        match ledger::first_broken(&found.rows) {
            Some(row) => Err(Trouble::LedgerBroken { row: row + 1 }),
            None => Ok(found),
        }
    }

    /// Whether the database holds tables besides ours and PostgreSQL's own.
    pub async fn occupied(&self) -> Result<bool, Trouble> {
        let sql = "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c \
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%' \
                   AND n.nspname NOT IN ('information_schema', 'lockgate') \
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass \
                   AND d.objid = c.oid AND d.deptype = 'e'))";
        Ok(self.client.query_one(sql, &[]).await?.get(0))
    }

    /// Writes rows by an admin's word, all or none.
    pub async fn accept(&mut self, rows: &[LedgerRow]) -> Result<(), Trouble> {
        let work = self.client.transaction().await?;
        let sql = "INSERT INTO lockgate.ledger (seq, file, digest, part, parts, tip, done, accepted) \
                   SELECT 1 + pg_catalog.count(*), $1, $2, $3, $4, $5, true, true FROM lockgate.ledger";
        for row in rows {
            let (part, parts) = (row.part as i64, row.parts as i64);
            work.execute(sql, &[&row.file, &row.digest.as_str(), &part, &parts, &row.tip.as_str()]).await?;
        }
        Ok(work.commit().await?)
    }

    /// Writes the row number `seq`, from 1, in whatever transaction is open. `done` is false before a statement that
    /// stands alone. Whoever wrote another row of that number meanwhile wins, and this fails.
    pub async fn write(
        &self,
        row: &LedgerRow,
        seq: usize,
        mark: &Mark,
        done: bool,
    ) -> Result<(), tokio_postgres::Error> {
        let sql = "INSERT INTO lockgate.ledger \
                   (seq, file, digest, part, parts, tip, done, accepted, review, apply, content_hash, applied_by) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, false, $8, $9, $10, $11)";
        let (seq, part, parts) = (seq as i64, row.part as i64, row.parts as i64);
        let review = mark.review as i64;
        self.client
            .execute(
                sql,
                &[
                    &seq,
                    &row.file,
                    &row.digest.as_str(),
                    &part,
                    &parts,
                    &row.tip.as_str(),
                    &done,
                    &review,
                    &mark.apply,
                    &mark.content_hash,
                    &mark.applied_by,
                ],
            )
            .await
            .map(drop)
    }

    pub async fn end_begun(&self) -> Result<(), tokio_postgres::Error> {
        self.client.execute("UPDATE lockgate.ledger SET done = true WHERE NOT done", &[]).await.map(drop)
    }

    pub async fn forget_begun(&self) -> Result<(), tokio_postgres::Error> {
        self.client.execute("DELETE FROM lockgate.ledger WHERE NOT done", &[]).await.map(drop)
    }

    /// Whether the catalog shows that a statement was done. A file can have set another `search_path` than this
    /// session has, so a name without a schema is looked for in all of them, and a doubt is a no.
    pub async fn proves(&self, proof: &Proof) -> Result<bool, tokio_postgres::Error> {
        let sql = "SELECT pg_catalog.count(*), pg_catalog.bool_and(i.indisvalid), \
                   pg_catalog.bool_or(n.nspname = $2 OR pg_catalog.pg_table_is_visible(c.oid)) \
                   FROM pg_catalog.pg_index i \
                   JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                   WHERE c.relname = $1 AND (n.nspname = $2 OR $2 IS NULL)";
        let (Proof::IndexMade { schema, name } | Proof::IndexGone { schema, name }) = proof;
        let row = self.client.query_one(sql, &[name, schema]).await?;
        let all = |column| row.get::<_, Option<bool>>(column) == Some(true);
        Ok(match proof {
            Proof::IndexMade { .. } => all(1) && all(2),
            Proof::IndexGone { .. } => row.get::<_, i64>(0) == 0,
        })
    }

    /// The indexes that a broken concurrent build may have left behind, by name. One on a partitioned table is invalid
    /// until every partition has its own, so it is none of them.
    pub async fn invalid_indexes(&self) -> Result<Vec<String>, tokio_postgres::Error> {
        let sql = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index i \
                   JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid \
                   AND c.relkind = 'i' ORDER BY 1";
        Ok(self.client.query(sql, &[]).await?.iter().map(|it| it.get(0)).collect())
    }
}

fn read(row: &tokio_postgres::Row) -> Option<LedgerRow> {
    let number = |name| usize::try_from(row.get::<_, i64>(name)).ok();
    let digest = |name| lockgate_core::digest::Digest::parse(row.get::<_, &str>(name));
    Some(LedgerRow {
        file: row.get("file"),
        digest: digest("digest")?,
        part: number("part")?,
        parts: number("parts")?,
        tip: digest("tip")?,
    })
}
