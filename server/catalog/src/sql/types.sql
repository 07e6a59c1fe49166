-- Every type but arrays, pseudo-types and rows of relations; a composite type comes from relations.sql, with its
-- columns.
SELECT
    t.oid, t.typarray AS array, n.nspname::text AS schema, t.typname::text AS name, t.typtype::text AS kind,
    x.extname::text AS extension,
    t.typnotnull AS not_null,
    ARRAY(
        SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder
    ) AS labels,
    pg_catalog.format_type(b.oid, t.typtypmod) AS base_text, bn.nspname::text AS base_schema,
    COALESCE(e.typname, b.typname)::text AS base_name,
    CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation
        THEN pg_catalog.format('%I.%I', ln.nspname, l.collname) END AS collation,
    CASE WHEN t.typtype = 'd' THEN t.typdefault END AS expression
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_catalog.pg_type b ON b.oid = COALESCE(r.rngsubtype, NULLIF(t.typbasetype, 0))
LEFT JOIN pg_catalog.pg_type e ON e.typarray = b.oid
LEFT JOIN pg_catalog.pg_namespace bn ON bn.oid = COALESCE(e.typnamespace, b.typnamespace) AND bn.nspname <> 'pg_catalog'
LEFT JOIN pg_catalog.pg_collation l ON l.oid = t.typcollation
LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
LEFT JOIN pg_catalog.pg_depend member
    ON member.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND member.objid = t.oid AND member.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension x ON x.oid = member.refobjid
WHERE (t.typtype IN ('e', 'd', 'r', 'm') OR (t.typtype = 'b' AND t.typcategory <> 'A'))
AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, t.typname
