-- file: lockgate.toml
[rules]
column-dropped = "off"
type-dropped = "off"
blocking-index-build = "off"
statement-fails = "off"
-- file: migrations/20250101000001_orders.sql
-- migrate:up
CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(40) NOT NULL DEFAULT '', state state);
CREATE INDEX orders_note_idx ON orders (note);
CREATE VIEW notes AS SELECT note FROM orders;
COMMENT ON COLUMN orders.note IS 'what the customer wrote';
-- migrate:down
DROP VIEW notes;
DROP TABLE orders;
-- file: migrations/20250101000002_all_of_it.sql
-- migrate:up
ALTER TABLE orders RENAME COLUMN state TO status;
ALTER TABLE orders ADD COLUMN total numeric CHECK (total >= 0);
CREATE UNIQUE INDEX orders_total_key ON orders (total);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
-- migrate:down
DROP FUNCTION touch() CASCADE;
ALTER TABLE orders DROP COLUMN total;
ALTER TABLE orders RENAME COLUMN status TO state;
-- file: migrations/20250101000003_column_again.sql
-- migrate:up
DROP VIEW notes;
ALTER TABLE orders DROP COLUMN note;
-- migrate:down
ALTER TABLE orders ADD COLUMN note varchar(60) DEFAULT '';
CREATE VIEW notes AS SELECT note FROM orders;
-- file: migrations/20250101000004_refused.sql
-- migrate:up
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
CREATE INDEX lines_order_id_idx ON lines (order_id);
-- migrate:down
DROP INDEX lines_order_idx;
DROP TABLE lines;
-- file: migrations/20250101000005_none.sql
-- migrate:up
ALTER TYPE state ADD VALUE 'sent';
-- migrate:down
-- file: migrations/20250101000006_hidden.sql
-- migrate:up
ALTER TABLE lines ADD COLUMN price numeric;
-- migrate:down
DO $$ BEGIN EXECUTE 'ALTER TABLE lines DROP COLUMN ' || substr('a price', 3); END $$;
-- file: migrations/20250101000007_older.sql
-- migrate:up
DROP TYPE IF EXISTS older;
ALTER TABLE ancient ADD COLUMN age int;
CREATE OR REPLACE FUNCTION aged() RETURNS int LANGUAGE sql AS 'SELECT 2';
-- migrate:down
CREATE TYPE older AS ENUM ('a');
ALTER TABLE ancient DROP COLUMN age;
CREATE OR REPLACE FUNCTION aged() RETURNS int LANGUAGE sql AS 'SELECT 1';
