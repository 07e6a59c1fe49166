-- file: lockgate.toml
comments = ["column", "added-column"]
-- file: 001_new.sql
CREATE TABLE a (id int, b int);
COMMENT ON COLUMN a.b IS 'is told';
CREATE TEMPORARY TABLE t (id int);
-- file: 002_added.sql
ALTER TABLE a ADD COLUMN c int, ADD COLUMN d int;
COMMENT ON COLUMN a.d IS 'is told';
ALTER TABLE a ADD COLUMN e int;
ALTER TABLE a DROP COLUMN e; -- lockgate: allow(column-dropped) it was never there
