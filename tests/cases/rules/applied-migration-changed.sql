-- base: 001_orders.sql
CREATE TABLE orders (id int PRIMARY KEY);
-- base: 002_gone.sql
SELECT 1;
-- same: 003_same.sql
SELECT 1;
-- base: lockgate.toml
postgres = 14
-- file: lockgate.toml
postgres = 15
-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 004_new.sql
CREATE TABLE totals (id bigint PRIMARY KEY);
