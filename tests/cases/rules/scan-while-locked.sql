-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
CREATE TABLE customers (id bigint PRIMARY KEY);
-- file: 002_check.sql
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
-- file: 003_select.sql
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
CREATE TABLE counts AS SELECT count(*) FROM customers;
COMMIT;
BEGIN;
SELECT count(*) FROM customers;
ALTER TABLE orders ADD COLUMN more text;
COMMIT;
