-- file: lockgate.toml
qualified = false
schemas = ["public", "audit"]
-- file: 001_names.sql
CREATE SCHEMA audit;
CREATE SCHEMA billing;
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE billing.orders (id int PRIMARY KEY);
INSERT INTO public.orders (id) VALUES (1);
CREATE INDEX orders_id_idx ON public.orders (id);
CREATE TEMPORARY TABLE pg_temp.scratch (id int);
SET search_path = audit;
CREATE TABLE log (id int PRIMARY KEY);
SET search_path = billing;
CREATE VIEW totals AS SELECT 1 AS one;
