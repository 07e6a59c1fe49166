-- The columns of every relation that relations.sql lists, in their order. Of an array the name is that of its
-- elements' type; the schema is left out where it is PostgreSQL's own.
SELECT
    a.attrelid AS relation, a.attnum AS number, a.attname::text AS name,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_text, tn.nspname::text AS type_schema,
    COALESCE(e.typname, t.typname)::text AS type_name,
    a.attnotnull AS not_null, d.adbin IS NOT NULL AND a.attgenerated = '' AS has_default,
    a.attidentity::text AS identity, a.attgenerated::text AS generated,
    NOT a.attislocal AS inherited,
    CASE WHEN $1 THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS expression,
    CASE WHEN a.attcollation <> t.typcollation THEN pg_catalog.format('%I.%I', ln.nspname, l.collname) END AS collation
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = COALESCE(e.typnamespace, t.typnamespace) AND tn.nspname <> 'pg_catalog'
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY a.attrelid, a.attnum
