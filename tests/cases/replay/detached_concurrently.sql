-- file: 001_tables.sql
CREATE TABLE by_range (at int, kind text, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE range_1 PARTITION OF by_range FOR VALUES FROM (1) TO (10);
CREATE TABLE by_two (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE two_1 PARTITION OF by_two FOR VALUES FROM (1, 1) TO (10, 10);
CREATE TABLE by_list (kind text) PARTITION BY LIST (kind);
CREATE TABLE list_a (note text, kind text);
ALTER TABLE by_list ADD COLUMN note text;
ALTER TABLE list_a ADD CONSTRAINT list_a_kind_check CHECK (length(kind) > 0);
ALTER TABLE by_list ATTACH PARTITION list_a FOR VALUES IN ('a', NULL);
CREATE TABLE by_hash (id int) PARTITION BY HASH (id);
CREATE TABLE hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- file: 002_detach.sql
ALTER TABLE by_range DETACH PARTITION range_1 CONCURRENTLY;
-- file: 003_detach.sql
ALTER TABLE by_two DETACH PARTITION two_1 CONCURRENTLY;
-- file: 004_detach.sql
ALTER TABLE by_list DETACH PARTITION list_a CONCURRENTLY;
-- file: 005_detach.sql
ALTER TABLE by_hash DETACH PARTITION hash_0 CONCURRENTLY;
