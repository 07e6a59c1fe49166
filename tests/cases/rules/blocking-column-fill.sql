-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, net numeric);
CREATE DOMAIN amount AS int CHECK (value > 0);
CREATE DOMAIN words AS text;
-- file: 002_columns.sql
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid(), ADD COLUMN number bigserial UNIQUE,
    ADD COLUMN place int GENERATED ALWAYS AS IDENTITY, ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,
    ADD COLUMN pieces amount DEFAULT 1;
ALTER TABLE orders ADD COLUMN placed timestamptz NOT NULL DEFAULT now(), ADD COLUMN note words, ADD COLUMN size int DEFAULT 5;
