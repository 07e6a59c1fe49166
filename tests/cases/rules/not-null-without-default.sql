-- file: 001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);
ALTER TABLE users ADD COLUMN early text NOT NULL;
-- file: 002_more.sql
ALTER TABLE users
    ADD COLUMN locale text NOT NULL,
    ADD COLUMN zone text NOT NULL DEFAULT NULL,
    ADD COLUMN theme text NOT NULL DEFAULT 'light',
    ADD COLUMN number bigserial NOT NULL,
    ADD COLUMN twice bigint NOT NULL GENERATED ALWAYS AS (id * 2) STORED,
    ADD COLUMN note text;
