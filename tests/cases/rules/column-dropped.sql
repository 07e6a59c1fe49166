-- file: 001_drop.sql
ALTER TABLE IF EXISTS ONLY shop."Order"
    ADD COLUMN note text DEFAULT concat('a,b', (1, 2)),
    DROP COLUMN IF EXISTS "legacyRef" CASCADE,
    DROP legacy;
ALTER TABLE users ALTER COLUMN legacy DROP NOT NULL;
CREATE TABLE drafts (id bigint, body text);
ALTER TABLE drafts DROP COLUMN body;
