Versioned and unversioned files stand in one line of numbers.
-- file: lockgate.toml
layout = "refinery"
-- file: migrations/V1__init.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: migrations/sub/V10__w.sql
CREATE TABLE w (id int);
-- file: migrations/U2__u.sql
CREATE TABLE u (id int);
CREATE TABLE v (id int);
-- file: migrations/V3.sql
CREATE TABLE x (id int);
