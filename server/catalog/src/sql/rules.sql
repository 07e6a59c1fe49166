-- Rules that somebody made; the one that makes a view a view is the view's.
SELECT
    r.oid, r.ev_class AS relation, r.rulename::text AS name,
    pg_catalog.concat_ws(' ', pg_catalog.pg_get_ruledef(r.oid), 'ENABLED ' || r.ev_enabled::text) AS definition
FROM pg_catalog.pg_rewrite r
JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY r.ev_class, r.rulename
