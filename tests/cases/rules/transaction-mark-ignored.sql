A licence above the mark disables it: sqlx opens its transaction, and the index cannot be built in it.
-- file: migrations/1_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
-- file: migrations/2_orders_sku_idx.sql
-- Copyright: everybody
-- no-transaction
CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
-- file: migrations/3_orders_id_idx.sql
-- no-transaction
CREATE INDEX CONCURRENTLY orders_id_idx ON orders (id, sku);
