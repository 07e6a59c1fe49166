Prisma sends a file as one string: several statements are one transaction, one alone is none.
-- file: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- file: prisma/migrations/20260101000000_t/migration.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: prisma/migrations/20260102000000_idx/migration.sql
CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- file: prisma/migrations/20260103000000_mixed/migration.sql
CREATE TABLE u (id int);
CREATE INDEX CONCURRENTLY u_idx ON u (id);
-- file: prisma/seed.sql
INSERT INTO t VALUES (1);
