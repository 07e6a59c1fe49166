Versions of several parts, one that is taken back, one that runs again, a baseline, and side files.
-- file: sql/V1__t.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: sql/U1__t.sql
DROP TABLE t;
-- file: sql/V1_10__idx.sql
CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- file: sql/V1.9__mixed.sql
CREATE TABLE u (id int);
CREATE INDEX CONCURRENTLY u_idx ON u (id);
-- file: sql/V2__rows.sql
INSERT INTO t VALUES (1);
INSERT INTO t VALUES (2);
-- file: sql/V2__rows.sql.conf
executeInTransaction=false
-- file: sql/R__views.sql
CREATE OR REPLACE VIEW v AS SELECT id FROM t;
-- file: sql/B2__all.sql
CREATE TABLE t (id bigint PRIMARY KEY);
