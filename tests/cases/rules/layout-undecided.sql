Two tools have pairs like these. Nothing in the files says which one it is.
-- file: migrations/1_orders.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: migrations/1_orders.down.sql
DROP TABLE orders;
-- file: migrations/2_sku.up.sql
ALTER TABLE orders ADD COLUMN sku text;
-- file: migrations/2_sku.down.sql
ALTER TABLE orders DROP COLUMN sku;
