sqlx reads its mark at byte 0; a file without a number it passes over.
-- file: migrations/1_t.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: migrations/10_idx.sql
-- no-transaction
CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- file: migrations/2_u.sql
CREATE TABLE u (id int);
CREATE TABLE v (id int);
-- file: migrations/11_idx2.sql
-- no-transaction
CREATE INDEX CONCURRENTLY u_idx ON u (id);
CREATE INDEX CONCURRENTLY v_idx ON v (id);
-- file: migrations/views.sql
CREATE VIEW w AS SELECT 1;
