-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
-- file: 002_state.sql
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'new';
UPDATE orders SET state = 'old' WHERE id < 100;
INSERT INTO orders (id) VALUES (1);
-- file: 003_two.sql
BEGIN;
ALTER TABLE orders ADD COLUMN more text;
COMMIT;
BEGIN;
UPDATE orders SET more = 'none';
COMMIT;
-- file: 004_new.sql
CREATE TABLE states (name text);
ALTER TABLE states ADD COLUMN id int;
UPDATE states SET id = 1;
