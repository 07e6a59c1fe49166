-- file: 001_orders.sql
CREATE TABLE orders (id bigint, placed timestamptz, paid timestamptz, CONSTRAINT paid_set CHECK (paid IS NOT NULL));
CREATE UNIQUE INDEX orders_id_idx ON orders (id);
-- file: 002_not_null.sql
ALTER TABLE orders ALTER COLUMN placed SET NOT NULL, ALTER COLUMN paid SET NOT NULL;
ALTER TABLE orders ADD PRIMARY KEY USING INDEX orders_id_idx;
ALTER TABLE older ALTER COLUMN placed SET NOT NULL;
-- file: 003_again.sql
ALTER TABLE orders ALTER COLUMN paid SET NOT NULL;
