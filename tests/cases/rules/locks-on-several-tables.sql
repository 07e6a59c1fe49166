-- file: 001_shop.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 002_state.sql
ALTER TABLE orders ADD COLUMN state text;
ALTER TABLE orders ADD COLUMN more text;
ALTER TABLE customers ADD COLUMN state text;
ALTER TABLE older ADD COLUMN state text;
-- file: 003_apart.sql
BEGIN;
ALTER TABLE orders ADD COLUMN a text;
COMMIT;
BEGIN;
ALTER TABLE customers ADD COLUMN a text;
COMMIT;
