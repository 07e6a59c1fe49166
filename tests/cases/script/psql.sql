What psql runs is read as psql reads it: variables, conditions, other files, data.
-- file: lockgate.toml
[runner]
transaction = "none"
[placeholders]
owner = "app"
-- file: 001_main.sql
\set ON_ERROR_STOP on
\set table größe
\timing on
BEGIN;
CREATE TABLE :table (id bigint PRIMARY KEY, owner text DEFAULT :'owner');
DROP TABLE :"table", kinder;
\if :{?dangerous}
DROP TABLE maybe;
\endif
\if off
DROP TABLE never;
\endif
\ir parts/rows.sql
COPY colours (name) FROM stdin;
red; DROP TABLE colours;
\.
DROP TABLE \echo now
 :table_of_nobody;
SELECT format('DROP TABLE %I', relname) FROM pg_class \gexec
COMMIT;
-- file: parts/rows.sql
\copy colours from 'colours.csv' csv
DROP TABLE einstweilen;
\ir missing.sql
