SELECT
    p.oid, p.polrelid AS relation, p.polname::text AS name,
    pg_catalog.concat_ws(' ',
        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        'FOR ' || p.polcmd::text,
        'TO ' || (
            SELECT pg_catalog.string_agg(
                CASE WHEN u.role = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(u.role)) END,
                ', ' ORDER BY u.place)
            FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS u (role, place)
        ),
        'USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')',
        'WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition
FROM pg_catalog.pg_policy p
ORDER BY p.polrelid, p.polname
