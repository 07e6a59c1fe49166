-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
CREATE INDEX orders_sku_idx ON orders (sku);
-- file: 002_anew.sql
REINDEX TABLE orders;
REINDEX INDEX orders_sku_idx;
REINDEX INDEX nobody_knows;
-- file: 003_all.sql
REINDEX SCHEMA public;
-- file: 004_free.sql
REINDEX TABLE CONCURRENTLY orders;
