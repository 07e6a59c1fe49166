-- What holds on to what, where it cannot be told from the objects themselves: the queries of views, expressions,
-- functions written in SQL. The numbers of what initdb made are below 16384.
SELECT
    bc.relname::text AS by_class, COALESCE(r.ev_class, a.adrelid, d.objid) AS by_oid,
    COALESCE(a.adnum, 0)::pg_catalog.int2 AS by_number, r.rulename::text AS by_rule,
    oc.relname::text AS on_class, d.refobjid AS on_oid, d.refobjsubid::pg_catalog.int2 AS on_number
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_class bc ON bc.oid = d.classid
JOIN pg_catalog.pg_class oc ON oc.oid = d.refclassid
LEFT JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND bc.relname = 'pg_rewrite'
LEFT JOIN pg_catalog.pg_attrdef a ON a.oid = d.objid AND bc.relname = 'pg_attrdef'
LEFT JOIN pg_catalog.pg_constraint k ON k.oid = d.objid AND bc.relname = 'pg_constraint'
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = d.objid AND bc.relname = 'pg_class'
WHERE d.deptype = 'n' AND d.objid >= 16384 AND d.refobjid >= 16384
AND bc.relname IN ('pg_rewrite', 'pg_attrdef', 'pg_proc', 'pg_policy', 'pg_constraint', 'pg_class')
AND oc.relname IN ('pg_class', 'pg_proc', 'pg_type')
AND COALESCE(k.contype, 'c') <> 'f' AND (bc.relname <> 'pg_class' OR i.indexrelid IS NOT NULL)
ORDER BY 1, 2, 3, 4, 5, 6, 7
