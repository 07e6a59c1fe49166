-- What a publication takes, in words: its columns and rows can be chosen from 15 on, and an older catalog does not
-- know those two names, so that they mean those of `older`.
SELECT
    p.oid, p.pubname::text AS name, p.puballtables AS all_tables,
    pg_catalog.concat_ws(' ',
        CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
        CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END,
        CASE WHEN p.pubviaroot THEN 'via root' END, t.tables) AS definition
FROM pg_catalog.pg_publication p
LEFT JOIN LATERAL (
    SELECT pg_catalog.string_agg(x.said, ', ' ORDER BY x.said) AS tables
    FROM (SELECT NULL::pg_catalog.int2vector AS prattrs, NULL::pg_catalog.pg_node_tree AS prqual) AS older,
    LATERAL (
        SELECT pg_catalog.concat_ws(' ',
            pg_catalog.format('%I.%I', n.nspname, c.relname),
            '(' || (
                SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum)
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (prattrs)
            ) || ')',
            'WHERE ' || pg_catalog.pg_get_expr(prqual, c.oid)) AS said
        FROM pg_catalog.pg_publication_rel r
        JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE r.prpubid = p.oid
    ) AS x
) AS t ON true
ORDER BY p.pubname
