-- same: 001_base.sql
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, mood mood);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users);
CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE VIEW emails AS SELECT id, email FROM users;
CREATE TABLE carts (id bigint PRIMARY KEY);
DROP TABLE carts;
ALTER TABLE orders RENAME COLUMN id TO number;
-- file: 002_names.sql
CREATE TABLE orders (id bigint);
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE orders DROP COLUMN id;
CREATE INDEX carts_idx ON carts (id);
DROP TABLE carts;
DROP TABLE IF EXISTS carts;
ALTER TABLE "user" ADD COLUMN nick text;
ALTER TABLE order_items ADD COLUMN price numeric;
ALTER TABLE usrs ADD COLUMN nick text;
INSERT INTO auth.accounts VALUES (1);
-- file: 003_kinds.sql
ALTER TABLE users
    ADD COLUMN seen timestamptz,
    ALTER COLUMN email TYPE integer,
    DROP CONSTRAINT users_email_unique;
ALTER TABLE users ADD COLUMN seen timestamptz;
DROP TABLE users;
CREATE TABLE users (id uuid PRIMARY KEY, seen date);
ALTER TYPE mood ADD VALUE 'ok';
CREATE TABLE notes (id bigint, order_number text REFERENCES orders (number));
CREATE UNIQUE INDEX ON orders (user_id) NULLS NOT DISTINCT;
-- file: 004_hidden.sql
CREATE TABLE parts (id bigint);
DO $$
BEGIN
    ALTER TABLE parts ADD COLUMN id bigint;
    CREATE TYPE mood AS ENUM ('glad');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
DO $$
BEGIN
    ALTER TABLE orders ADD COLUMN user_id bigint;
END $$;
DO $$ BEGIN EXECUTE 'ALTER TABLE parts ' || current_setting('my.change'); END $$;
ALTER TABLE parts DROP COLUMN made_by_nobody;
