-- Functions, procedures and aggregates with all their arguments. Nothing prints an aggregate, and what PostgreSQL
-- makes by itself, such as the constructors of a range, belongs to what it was made for.
SELECT
    f.oid, n.nspname::text AS schema, f.proname::text AS name, f.prokind::text AS kind, x.extname::text AS extension,
    a.modes, a.names, a.texts, a.type_schemas, a.type_names, f.pronargdefaults AS defaults,
    pg_catalog.format_type(r.oid, NULL) AS returns_text, rn.nspname::text AS returns_schema,
    COALESCE(re.typname, r.typname)::text AS returns_name,
    f.proretset AS returns_set, l.lanname::text AS language, f.provolatile::text AS volatility,
    CASE WHEN $1 AND f.prokind <> 'a' AND x.oid IS NULL THEN pg_catalog.pg_get_functiondef(f.oid) END AS definition
FROM pg_catalog.pg_proc f
JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = f.prolang
LEFT JOIN pg_catalog.pg_type r ON r.oid = f.prorettype AND f.prokind <> 'p'
LEFT JOIN pg_catalog.pg_type re ON re.typarray = r.oid
LEFT JOIN pg_catalog.pg_namespace rn
    ON rn.oid = COALESCE(re.typnamespace, r.typnamespace) AND rn.nspname <> 'pg_catalog'
CROSS JOIN LATERAL (
    SELECT
        COALESCE(pg_catalog.array_agg(COALESCE(f.proargmodes[u.place]::text, 'i') ORDER BY u.place), '{}') AS modes,
        COALESCE(pg_catalog.array_agg(COALESCE(f.proargnames[u.place], '') ORDER BY u.place), '{}') AS names,
        COALESCE(pg_catalog.array_agg(pg_catalog.format_type(t.oid, NULL) ORDER BY u.place), '{}') AS texts,
        COALESCE(pg_catalog.array_agg(tn.nspname::text ORDER BY u.place), '{}') AS type_schemas,
        COALESCE(pg_catalog.array_agg(COALESCE(e.typname, t.typname)::text ORDER BY u.place), '{}') AS type_names
    FROM pg_catalog.unnest(COALESCE(f.proallargtypes, f.proargtypes::pg_catalog.oid[]))
        WITH ORDINALITY AS u (type, place)
    JOIN pg_catalog.pg_type t ON t.oid = u.type
    LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = COALESCE(e.typnamespace, t.typnamespace)
) AS a
LEFT JOIN pg_catalog.pg_depend member
    ON member.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND member.objid = f.oid AND member.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension x ON x.oid = member.refobjid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = f.oid AND d.deptype = 'i'
)
ORDER BY n.nspname, f.proname, a.texts
