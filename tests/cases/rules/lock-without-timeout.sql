-- file: lockgate.toml
lock_timeout = "5s"
-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE bills (id bigint PRIMARY KEY);
-- file: 002_none.sql
ALTER TABLE orders ADD COLUMN a text;
ALTER TABLE orders ADD COLUMN b text;
-- file: 003_long.sql
SET lock_timeout = '1min';
CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
-- file: 004_local.sql
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN c text;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN d text;
COMMIT;
-- file: 005_zero.sql
SET lock_timeout = 0;
ALTER TABLE orders OWNER TO somebody;
-- file: 006_good.sql
SET lock_timeout = 3000;
ALTER TABLE orders ADD COLUMN e text;
-- file: 007_references.sql
CREATE TABLE items (id bigint PRIMARY KEY REFERENCES orders (id));
