-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.2) STORED);
-- file: 002_cluster.sql
CLUSTER orders USING orders_pkey;
ALTER TABLE orders SET UNLOGGED, SET TABLESPACE fast;
ALTER TABLE orders SET LOGGED;
ALTER TABLE orders SET ACCESS METHOD columnar;
ALTER TABLE older SET LOGGED;
-- file: 003_vacuum.sql
VACUUM FULL orders;
-- file: 004_all.sql
VACUUM FULL;
-- file: 005_free.sql
ALTER TABLE orders SET TABLESPACE pg_default;
