-- file: 0001_orders.sql
CREATE TABLE orders (id int);
CREATE INDEX orders_id_idx ON orders (id);
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
-- file: 0002_sku.sql
CREATE UNIQUE INDEX orders_sku_idx ON orders (id);
CREATE INDEX ON parts (id);
ALTER TABLE orders ADD PRIMARY KEY (id), ADD COLUMN token text UNIQUE;
ALTER TABLE orders ADD CONSTRAINT k UNIQUE USING INDEX orders_sku_idx;
-- file: 0003_alone.sql
CREATE INDEX IF NOT EXISTS one ON orders (id);
-- file: 0004_free.sql
CREATE INDEX CONCURRENTLY two ON orders (id);
