-- file: 001_init.sql
CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE accounts (id bigint PRIMARY KEY, email text UNIQUE, mood mood);
CREATE TABLE orders (id bigint PRIMARY KEY, account_id bigint REFERENCES accounts (id));
CREATE INDEX orders_account_id_idx ON orders (account_id);
CREATE VIEW emails AS SELECT email FROM accounts;
-- file: 002_drop.sql
ALTER TABLE accounts DROP COLUMN email CASCADE;
ALTER TABLE accounts DROP CONSTRAINT accounts_pkey CASCADE;
DROP TYPE mood CASCADE;
DROP TABLE orders CASCADE;
DROP VIEW older_than_the_files CASCADE;
