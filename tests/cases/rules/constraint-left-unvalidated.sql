-- file: 001_init.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, state text);
-- file: 002_checks.sql
SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT total CHECK (total > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT state CHECK (state <> '') NOT VALID;
-- file: 003_validate.sql
SET lock_timeout = '5s';
ALTER TABLE orders VALIDATE CONSTRAINT total;
ALTER TABLE orders ADD CONSTRAINT newest CHECK (id > 0) NOT VALID;
