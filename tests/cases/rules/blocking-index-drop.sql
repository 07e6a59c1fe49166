-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
CREATE INDEX orders_sku_idx ON orders (sku);
CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX log_at_idx ON log (at);
-- file: 002_alone.sql
DROP INDEX orders_sku_idx;
-- file: 003_partitioned.sql
DROP INDEX log_at_idx;
DROP INDEX IF EXISTS nobody_knows;
-- file: 004_new.sql
CREATE TABLE parts (id bigint PRIMARY KEY);
CREATE INDEX parts_idx ON parts (id);
DROP INDEX parts_idx;
-- file: 005_free.sql
DROP INDEX CONCURRENTLY elsewhere_idx;
