-- file: 001_init.sql
CREATE TABLE accounts (id bigint PRIMARY KEY, plan text);
-- file: 002_fill.sql
UPDATE accounts SET plan = 'free';
UPDATE accounts SET plan = 'free' WHERE id = id;
UPDATE accounts SET plan = 'free' WHERE plan IS NULL OR true;
UPDATE accounts SET plan = 'free' WHERE plan IS NULL;
