-- file: 001_types.sql
CREATE TYPE mood AS ENUM ('sad', 'ok');
DROP TYPE mood;
CREATE TYPE kind AS ENUM ('a');
-- file: 002_drop.sql
DROP TYPE IF EXISTS kind, app."ActivityType" CASCADE;
DROP DOMAIN email;
ALTER TYPE kind RENAME TO sort;
