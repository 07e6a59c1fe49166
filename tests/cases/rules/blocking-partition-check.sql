-- file: 001_log.sql
CREATE TABLE log (at int NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE log_rest PARTITION OF log DEFAULT;
CREATE TABLE log_2 (at int NOT NULL, what text);
CREATE TABLE parts (at int NOT NULL, what text) PARTITION BY RANGE (at);
CREATE INDEX parts_idx ON parts (what);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_2 (at int NOT NULL CHECK (at >= 10 AND at < 20), what text);
-- file: 002_default.sql
ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM (10) TO (20);
CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM (20) TO (30);
-- file: 003_index.sql
ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM (10) TO (20);
-- file: 004_older.sql
ALTER TABLE parts ATTACH PARTITION older FOR VALUES FROM (20) TO (30);
