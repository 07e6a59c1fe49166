-- Tables, views, sequences and composite types, each with what its kind has besides.
SELECT
    c.oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind,
    x.extname::text AS extension, c.reltype AS row_type, COALESCE(w.typarray, 0) AS row_array, c.relnatts AS last_number,
    c.relpersistence = 'u' AS unlogged, c.relispartition AS is_partition, p.partstrat::text AS strategy,
    p.partattrs::pg_catalog.int2[] AS partition_columns, d.partrelid IS NOT NULL AS is_default,
    c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
    q.typname::text AS sequence_type, pg_catalog.format_type(q.oid, NULL) AS sequence_type_text,
    CASE WHEN c.relkind = 'S' THEN pg_catalog.concat_ws(' ',
        'START', s.seqstart, 'INCREMENT', s.seqincrement, 'MINVALUE', s.seqmin, 'MAXVALUE', s.seqmax,
        'CACHE', s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' END) END AS sequence_range,
    pg_catalog.pg_get_partkeydef(p.partrelid) AS partition_key,
    CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
    CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END AS of_type,
    CASE WHEN $1 AND c.relkind IN ('v', 'm') AND x.oid IS NULL THEN pg_catalog.pg_get_viewdef(c.oid) END AS query,
    c.reloptions AS options
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = c.oid
LEFT JOIN pg_catalog.pg_partitioned_table d ON d.partdefid = c.oid
LEFT JOIN pg_catalog.pg_type w ON w.oid = c.reltype
LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN pg_catalog.pg_type q ON q.oid = s.seqtypid
LEFT JOIN pg_catalog.pg_depend member
    ON member.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND member.objid = c.oid AND member.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension x ON x.oid = member.refobjid
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
