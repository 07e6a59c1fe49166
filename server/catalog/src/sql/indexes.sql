-- Every index with the constraint that stands on it. `indnullsnotdistinct` came with PostgreSQL 15: an older
-- catalog has no such column, and the name then means that of `older`.
SELECT x.*
FROM (SELECT false AS indnullsnotdistinct) AS older,
LATERAL (
    SELECT
        i.indexrelid AS oid, i.indrelid AS relation, n.nspname::text AS schema, c.relname::text AS name,
        m.amname::text AS method, i.indkey::pg_catalog.int2[] AS columns, i.indnkeyatts AS key_columns,
        i.indisunique AS is_unique, i.indpred IS NOT NULL AS partial, NOT i.indisvalid AS invalid,
        indnullsnotdistinct AS nulls_not_distinct, k.oid AS constraint,
        CASE WHEN $1 AND k.oid IS NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid) END AS definition
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_am m ON m.oid = c.relam
    LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
) AS x
ORDER BY x.relation, x.name
