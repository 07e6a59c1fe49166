-- file: 001_init.sql
CREATE TABLE sales (id bigint PRIMARY KEY, total numeric);
CREATE VIEW totals AS SELECT total FROM sales;
CREATE MATERIALIZED VIEW daily AS SELECT total FROM sales;
CREATE VIEW of_today AS SELECT total FROM daily;
-- file: 002_drop.sql
DROP VIEW totals;
DROP VIEW IF EXISTS public.of_today, elsewhere;
DROP MATERIALIZED VIEW daily;
CREATE VIEW scratch AS SELECT 1 AS one;
DROP VIEW scratch;
CREATE OR REPLACE VIEW elsewhere AS SELECT 2 AS two;
