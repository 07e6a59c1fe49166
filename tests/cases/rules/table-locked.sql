-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
BEGIN;
LOCK TABLE orders;
COMMIT;
-- file: 002_lock.sql
BEGIN;
LOCK TABLE orders, older IN SHARE MODE;
COMMIT;
BEGIN;
LOCK TABLE orders IN ROW EXCLUSIVE MODE;
COMMIT;
