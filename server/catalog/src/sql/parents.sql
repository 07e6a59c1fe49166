-- Who inherits from whom: tables from tables, and parts of an index from the index.
SELECT i.inhrelid AS child, i.inhparent AS parent
FROM pg_catalog.pg_inherits i
ORDER BY i.inhrelid, i.inhseqno
