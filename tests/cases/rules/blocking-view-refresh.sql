-- file: 001_sales.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE MATERIALIZED VIEW sales AS SELECT id FROM orders;
CREATE UNIQUE INDEX sales_idx ON sales (id);
CREATE MATERIALIZED VIEW later AS SELECT id FROM orders WITH NO DATA;
-- file: 002_refresh.sql
REFRESH MATERIALIZED VIEW sales;
-- file: 003_refresh.sql
REFRESH MATERIALIZED VIEW CONCURRENTLY sales;
-- file: 004_refresh.sql
REFRESH MATERIALIZED VIEW later;
-- file: 005_refresh.sql
REFRESH MATERIALIZED VIEW older;
