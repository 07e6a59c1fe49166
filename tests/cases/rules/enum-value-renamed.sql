-- file: 001_init.sql
CREATE TYPE mood AS ENUM ('ok', 'bad');
-- file: 002_rename.sql
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
CREATE TYPE size AS ENUM ('s');
ALTER TYPE size RENAME VALUE 's' TO 'small';
