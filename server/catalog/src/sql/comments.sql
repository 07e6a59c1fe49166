-- What initdb wrote is told by its numbers, except that the schema `public` can be given another comment later.
SELECT
    c.relname::text AS class, d.objoid AS oid, d.objsubid::pg_catalog.int2 AS number, d.description AS text
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class c ON c.oid = d.classoid
WHERE d.objoid >= 16384
OR (c.relname = 'pg_namespace' AND d.description <> 'standard public schema'
    AND d.objoid = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = 'public'))
