Versions without dashes, as text; a metadata.toml leaves the transaction out.
-- file: migrations/2026-01-02-000000_idx/up.sql
CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- file: migrations/2026-01-02-000000_idx/down.sql
DROP INDEX t_idx;
-- file: migrations/2026-01-02-000000_idx/metadata.toml
run_in_transaction = false
-- file: migrations/20260101000000_t/up.sql
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE u (id int);
-- file: migrations/20260101000000_t/down.sql
DROP TABLE t;
