Nothing that cannot be read is passed over, and its neighbours are still judged.
-- file: 001_mixed.sql
\set ON_ERROR_STOP on
CREATE TABLE größe (id bigint PRIMARY KEY, parent bigint REFERENCES größe);
CREAT INDEX ON größe (parent);
DROP TABLE größe, kinder;
COPY colours (name) FROM stdin;
red; DROP TABLE colours;
\.
-- lockgate: allow(table-dropped)
DROP TABLE a;
-- lockgate: allow(table-droped) it is old
DROP TABLE b;
SELECT 'never closed;
DROP TABLE c;
