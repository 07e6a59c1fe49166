What a second run of each file comes to: proved by playing it, and held against a server by `tests/tests/trial.rs`.
-- file: lockgate.toml
idempotent = true
[rules]
statement-fails = "off"
outside-transaction = "off"
column-dropped = "off"
table-dropped = "off"
type-dropped = "off"
-- file: 001_guarded.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, note text);
CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);
CREATE OR REPLACE VIEW notes AS SELECT note FROM orders;
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
DROP TRIGGER IF EXISTS touched ON orders;
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE orders ADD COLUMN IF NOT EXISTS total numeric;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check, ADD CONSTRAINT orders_total_check CHECK (total >= 0);
DO $$ BEGIN CREATE TYPE state AS ENUM ('new', 'paid'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'state') THEN
        ALTER TABLE orders ADD COLUMN state state;
    END IF;
END $$;
ALTER TYPE state ADD VALUE IF NOT EXISTS 'sent';
-- file: 002_bare.sql
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
CREATE TYPE kind AS ENUM ('a');
ALTER TABLE lines ADD COLUMN kind kind;
ALTER TABLE lines RENAME COLUMN kind TO sort;
ALTER TYPE kind ADD VALUE 'b';
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW all_lines AS SELECT id, order_id FROM lines;
CREATE SEQUENCE numbers;
CREATE SCHEMA app;
CREATE POLICY own ON lines USING (true);
DROP INDEX orders_note_idx;
ALTER TABLE orders DROP COLUMN total;
ALTER TABLE lines ALTER COLUMN order_id SET NOT NULL;
-- file: 003_grows.sql
CREATE INDEX ON lines (order_id);
ALTER TABLE lines ADD CHECK (id > 0);
ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders;
ALTER TABLE lines ADD UNIQUE (order_id);
-- file: 004_false_guards.sql
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'colour') THEN
        CREATE TYPE color AS ENUM ('red');
    END IF;
END $$;
DO $$ BEGIN
    ALTER TABLE orders ADD COLUMN weight int;
EXCEPTION WHEN undefined_table THEN NULL;
END $$;
-- file: 005_works_twice.sql
CREATE TABLE moving (id bigint);
ALTER TABLE moving RENAME TO moved;
DROP TABLE moved;
DROP VIEW IF EXISTS all_lines;
CREATE VIEW all_lines AS SELECT id FROM lines;
ALTER TABLE lines ADD COLUMN temporary int;
ALTER TABLE lines DROP COLUMN temporary;
-- file: 006_toggles.sql
DROP VIEW IF EXISTS all_lines;
CREATE OR REPLACE VIEW lines_now AS SELECT id FROM lines;
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
-- file: 007_other_way.sql
ALTER VIEW IF EXISTS all_orders RENAME TO some_orders;
CREATE OR REPLACE VIEW all_orders AS SELECT id FROM orders;
