-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
LOCK TABLE orders;
-- file: 002_lock.sql
LOCK TABLE orders, older IN SHARE MODE;
LOCK TABLE orders IN ROW EXCLUSIVE MODE;
