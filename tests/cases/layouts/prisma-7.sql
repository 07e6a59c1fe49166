Since 7.4 Prisma cuts a file into its statements where its parser can, and sends it whole where it cannot.
-- file: lockgate.toml
[runner]
version = "7.4"
-- file: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- file: prisma/migrations/20260101000000_t/migration.sql
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE INDEX CONCURRENTLY t_idx ON t (id);
CREATE TABLE s (id int);
-- file: prisma/migrations/20260102000000_u/migration.sql
CREATE TABLE u (id int);
DROP INDEX CONCURRENTLY t_idx;
