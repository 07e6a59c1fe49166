-- file: 001_publish.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION of_orders FOR TABLE orders;
