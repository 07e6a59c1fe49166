-- file: 001_init.sql
CREATE TABLE invoices (id bigint PRIMARY KEY);
CREATE TABLE "Invoices" (id bigint PRIMARY KEY);
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
-- file: 002_drop.sql
DROP TABLE IF EXISTS public.invoices, "Invoices" CASCADE;
DROP VIEW totals;
DROP SCHEMA old;
DROP SCHEMA billing CASCADE;
-- lockgate: allow(table-dropped) renamed in March, nothing has read it since
DROP TABLE invoices_unused;
