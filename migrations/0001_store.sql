-- Lockgate's own records. The same text runs on SQLite and on PostgreSQL, so only types that both know are used.
-- Times are milliseconds since 1970 in UTC, those of events RFC 3339; digests are SHA-256 in lower-case hex.

-- The only truth about reviews, approvals and applies. Rows are added, never changed.
CREATE TABLE IF NOT EXISTS events (
    seq BIGINT PRIMARY KEY,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    at TEXT NOT NULL,
    format BIGINT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, version)
);

-- One row: where the chain ends. Whoever adds events moves it by compare-and-swap in the same transaction.
CREATE TABLE IF NOT EXISTS head (
    id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- File bytes, reports and comment texts, so that they can be erased without breaking the chain.
CREATE TABLE IF NOT EXISTS blobs (
    digest TEXT PRIMARY KEY,
    bytes BYTEA NOT NULL
);

-- Accounts, and authors without one: those have neither role nor password.
CREATE TABLE IF NOT EXISTS people (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT,
    password TEXT,
    disabled BIGINT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id),
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_person_idx ON sessions (person);

CREATE TABLE IF NOT EXISTS ci_tokens (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL REFERENCES people (id),
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    last_used BIGINT,
    revoked BIGINT
);
CREATE INDEX IF NOT EXISTS ci_tokens_owner_idx ON ci_tokens (owner);
CREATE INDEX IF NOT EXISTS ci_tokens_project_idx ON ci_tokens (project);

-- Target URLs, sealed by a key that is not in this database.
CREATE TABLE IF NOT EXISTS target_urls (
    target TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- The link that makes the first admin, until it is used.
CREATE TABLE IF NOT EXISTS set_up_links (
    token_hash TEXT PRIMARY KEY,
    created BIGINT NOT NULL
);
