-- Triggers that somebody made, and their copies on partitions: until 14 a copy was marked as internal too.
SELECT
    t.oid, t.tgrelid AS relation, t.tgname::text AS name, t.tgfoid AS function,
    t.tgtype::pg_catalog.int4 & 1 = 1 AS for_each_row, t.tgconstraint <> 0 AS is_constraint,
    t.tgparentid <> 0 AS inherited,
    CASE WHEN $1
        THEN pg_catalog.pg_get_triggerdef(t.oid) || ' ENABLED ' || t.tgenabled::text END AS definition
FROM pg_catalog.pg_trigger t
LEFT JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint
WHERE NOT t.tgisinternal
OR (t.tgparentid <> 0 AND COALESCE(k.contype, 't') = 't'
    AND pg_catalog.current_setting('server_version_num')::pg_catalog.int4 < 150000)
ORDER BY t.tgrelid, t.tgname
