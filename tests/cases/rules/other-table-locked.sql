-- file: 001_shop.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint CONSTRAINT whose REFERENCES customers (id));
CREATE INDEX orders_customer_idx ON orders (customer);
CREATE TABLE bills (id bigint PRIMARY KEY REFERENCES customers (id));
-- file: 002_key.sql
ALTER TABLE orders DROP CONSTRAINT whose;
-- file: 003_table.sql
DROP TABLE bills;
