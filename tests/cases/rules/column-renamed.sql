-- file: 001_init.sql
CREATE TABLE users (id bigint PRIMARY KEY, mail text);
-- file: 002_rename.sql
ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_key;
