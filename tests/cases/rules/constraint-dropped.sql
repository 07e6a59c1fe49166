-- file: 001_init.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int CONSTRAINT positive CHECK (total > 0));
-- file: 002_drop.sql
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
