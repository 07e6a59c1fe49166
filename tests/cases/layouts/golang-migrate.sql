Pairs by number, whatever they are called; each file is one string.
-- file: lockgate.toml
layout = "golang-migrate"
-- file: db/000001_t.up.sql
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE s (id int);
-- file: db/000001_t.down.sql
DROP TABLE t;
-- file: db/000010_idx.up.sql
CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- file: db/000010_index.down.sql
DROP INDEX t_idx;
-- file: db/000002_u.up.sql
CREATE TABLE u (id int);
CREATE INDEX CONCURRENTLY u_idx ON u (id);
-- file: db/000003_plain.sql
CREATE TABLE v (id int);
