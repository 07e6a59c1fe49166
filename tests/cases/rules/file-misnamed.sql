Below the folder with the migrations, the last folders count where the pattern has some.
-- file: lockgate.toml
[files]
name = "{timestamp}_{snake}/migration.sql"
-- same: prisma/migrations/20250101000000_Old/migration.sql
SELECT 1;
-- file: prisma/migrations/20250619104237_add_sku/migration.sql
SELECT 1;
-- file: prisma/migrations/20251319104237_add_tax/migration.sql
SELECT 1;
-- file: prisma/migrations/20250719104237_addTax/migration.sql
SELECT 1;
-- file: prisma/migrations/migration_lock.toml
provider = "postgresql"
