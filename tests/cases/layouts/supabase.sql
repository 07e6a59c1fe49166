Supabase takes out what it knows to be refused in a transaction; dropping an index concurrently it does not know.
-- file: supabase/migrations/20260101000000_t.sql
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE u (id int);
-- file: supabase/migrations/20260102000000_idx.sql
ALTER TABLE t ADD COLUMN a int;
CREATE INDEX CONCURRENTLY t_idx ON t (a);
ALTER TABLE t ADD COLUMN b int;
-- file: supabase/migrations/20260103000000_drop.sql
DROP INDEX CONCURRENTLY t_idx;
-- file: supabase/seed.sql
INSERT INTO t VALUES (1);
