A directive is the file's only where an empty line stands behind it. The sum is nobody's.
-- file: migrations/20260101000000_a.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: migrations/20260102000000_none.sql
-- atlas:txmode none

CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- file: migrations/20260103000000_ignored.sql
-- atlas:txmode none
CREATE INDEX CONCURRENTLY t_idx2 ON t (id);
-- file: migrations/20260104000000_checkpoint.sql
-- atlas:checkpoint

CREATE TABLE t (id bigint PRIMARY KEY);
-- file: migrations/atlas.sum
h1:AAAA
