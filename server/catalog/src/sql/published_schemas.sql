-- The schemas of publications. PostgreSQL 15 was the first to have any.
SELECT r.pnpubid AS publication, r.pnnspid AS schema FROM pg_catalog.pg_publication_namespace r
