-- file: 001_orders.sql
CREATE TABLE orders (id int PRIMARY KEY, sku varchar(20), total numeric(10, 2), placed timestamp, pieces int CHECK (pieces > 0));
CREATE INDEX orders_sku_idx ON orders (sku);
CREATE TABLE log (at int NOT NULL, id int) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (10);
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (20);
-- file: 002_types.sql
ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN total TYPE numeric(12, 2);
ALTER TABLE orders ALTER COLUMN sku TYPE varchar(40);
ALTER TABLE orders ALTER COLUMN sku TYPE varchar(40) COLLATE "C";
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz;
ALTER TABLE log ALTER COLUMN id TYPE bigint;
ALTER TABLE older ALTER COLUMN id TYPE bigint;
ALTER TABLE older ALTER COLUMN name TYPE text;
-- file: 003_utc.sql
SET timezone = 'UTC';
ALTER TABLE orders ALTER COLUMN placed TYPE timestamp;
