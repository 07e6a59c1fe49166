-- Keys, foreign keys, checks and exclusions of tables, the checks of domains, and constraint triggers. A foreign key
-- that points at a partitioned table has a row more for each partition. `conenforced` came with PostgreSQL 18: an
-- older catalog has no such column, and the name then means that of `older`.
SELECT x.*
FROM (SELECT true AS conenforced) AS older,
LATERAL (
    SELECT
        k.oid, k.conrelid AS relation, k.contypid AS domain, k.conname::text AS name, k.contype::text AS kind,
        k.conkey AS columns, k.confrelid AS target, k.confkey AS target_columns,
        k.confupdtype::text AS on_update, k.confdeltype::text AS on_delete,
        k.condeferrable AS deferrable, k.condeferred AS deferred, NOT k.convalidated AS not_valid,
        NOT conenforced AS not_enforced, k.connoinherit AS no_inherit, NOT k.conislocal AS inherited,
        o.conname::text AS part_of,
        CASE WHEN $1 THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
    LEFT JOIN (SELECT oid, conname FROM pg_catalog.pg_constraint) AS o ON o.oid = k.conparentid
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 't')
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
) AS x
ORDER BY x.relation, x.domain, x.name
