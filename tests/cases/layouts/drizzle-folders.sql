Drizzle since 1.0: folders, each with its snapshot. It knows no strings.
-- file: drizzle/20260101000000_t/migration.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: drizzle/20260101000000_t/snapshot.json
{}
-- file: drizzle/20260102000000_u/migration.sql
CREATE TABLE u (id int);
--> statement-breakpoint
CREATE TABLE v (id int, a text DEFAULT '--> statement-breakpoint');
-- file: drizzle/20260102000000_u/snapshot.json
{}
