-- file: 001_shop.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);
CREATE INDEX orders_customer_idx ON orders (customer);
CREATE TABLE log (at int NOT NULL, customer bigint) PARTITION BY RANGE (at);
CREATE INDEX log_customer_idx ON log (customer);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (10);
-- file: 002_customers.sql
ALTER TABLE orders ADD CONSTRAINT whose FOREIGN KEY (customer) REFERENCES customers (id);
-- file: 003_log.sql
ALTER TABLE log ADD FOREIGN KEY (customer) REFERENCES customers (id);
-- file: 004_inline.sql
ALTER TABLE orders ADD COLUMN payer bigint DEFAULT 1 REFERENCES customers (id);
CREATE INDEX CONCURRENTLY orders_payer_idx ON orders (payer);
-- file: 005_free.sql
ALTER TABLE orders ADD COLUMN giver bigint REFERENCES customers (id);
-- file: 006_free.sql
CREATE INDEX CONCURRENTLY orders_giver_idx ON orders (giver);
