Milliseconds and moments in UTC stand in one line; without a marker all of a file runs.
-- file: migrations/1767225600000_t.sql
-- Up Migration
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE s (id int);
-- Down Migration
DROP TABLE t;
-- file: migrations/20260102000000000_u.sql
-- up migration
CREATE TABLE u (id int);
---- Down Migration ----
DROP TABLE u;
-- file: migrations/1767100000000_first.sql
-- Up Migration
CREATE TABLE a (id int);
-- file: migrations/1767500000000_all.sql
CREATE TABLE w (id int);
-- Down Migration
DROP TABLE w;
