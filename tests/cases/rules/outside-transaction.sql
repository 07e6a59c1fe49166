-- file: 001_own.sql
SET lock_timeout = '2s';
BEGIN;
SELECT 1;
SAVEPOINT s;
ROLLBACK TO s;
COMMIT;
COMMENT ON TABLE a IS 'late';
VACUUM a;
-- file: 002_inside.sql
BEGIN;
REINDEX INDEX CONCURRENTLY a_idx;
BEGIN;
COMMIT;
COMMIT;
-- file: 003_open.sql
START TRANSACTION;
SELECT 1;
-- file: 004_beside.sql
SELECT 1;
DROP INDEX CONCURRENTLY a_idx;
-- file: 005_alone.sql
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY a_idx ON a (id);
