SELECT e.oid, e.extname::text AS name, n.nspname::text AS schema, e.extversion AS release
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
ORDER BY e.extname
