-- file: 001_init.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE SCHEMA archive;
-- file: 002_rename.sql
ALTER TABLE customers RENAME TO clients;
ALTER TABLE orders SET SCHEMA archive;
ALTER INDEX customers_pkey RENAME TO clients_pkey;
CREATE TABLE scratch (id bigint);
ALTER TABLE scratch RENAME TO notes;
