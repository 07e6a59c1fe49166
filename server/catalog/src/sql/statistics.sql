SELECT
    s.oid, n.nspname::text AS schema, s.stxname::text AS name, s.stxrelid AS relation,
    pg_catalog.pg_get_statisticsobjdef(s.oid) AS definition
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
ORDER BY n.nspname, s.stxname
