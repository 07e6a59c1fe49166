Numbered files with a letter among them, and psql that runs each statement by itself.
-- file: lockgate.toml
[runner]
transaction = "none"
-- file: db/007_t.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: db/010_x.sql
CREATE TABLE x (id bigint PRIMARY KEY);
CREATE TABLE y (id bigint PRIMARY KEY);
-- file: db/007b_u.sql
CREATE TABLE u (id int);
-- file: db/9_w.sql
BEGIN;
CREATE TABLE w (id int);
COMMENT ON TABLE w IS 'w';
COMMIT;
