-- The numbers of what initdb made are below 16384; of that only schemas and extensions are read.
SELECT
    c.relname::text AS class, d.objoid AS oid, d.objsubid::pg_catalog.int2 AS number, d.description AS text
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class c ON c.oid = d.classoid
WHERE d.objoid >= 16384 OR c.relname IN ('pg_namespace', 'pg_extension')
