-- The schemas that are nobody's but the user's.
SELECT n.oid, n.nspname::text AS name, x.extname::text AS extension
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_depend member
    ON member.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND member.objid = n.oid AND member.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension x ON x.oid = member.refobjid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname
