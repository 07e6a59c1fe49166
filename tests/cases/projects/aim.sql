Every convention of the guide kept once (001 to 003, 016) and broken once, each in a file of that name.
-- file: lockgate.toml
preset = "aim"
[files]
guide = "docs/MIGRATIONS.md"
-- file: docs/MIGRATIONS.md
1. **001_initial_schema.sql** - Base tables (organizations, users)
2. **002_add_missing_user_columns.sql** - User table enhancements
3. **003_create_security_policies.sql** - Security policy framework, seed data
5. **005_leaves_out_a_number.sql**, **006_runs_only_once.sql**, **007_inserts_again.sql**
8. **008_breaks_old_code.sql**, **009_has_two_transactions.sql**, **010_writes_over_rows.sql**
11. **011_drops_a_table.sql**, **012_drops_a_column.sql**, **013_create_default_admin_user.sql**
14. **014_builds_outside_of_the_transaction.sql**, **15_two_digits.sql**, **016_add_new_feature.sql**
-- file: apps/backend/migrations/001_initial_schema.sql
CREATE TABLE IF NOT EXISTS organizations (id UUID PRIMARY KEY, name VARCHAR(255) NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS users (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    email VARCHAR(255) NOT NULL UNIQUE,
    status VARCHAR(50) NOT NULL DEFAULT 'active'
);
CREATE INDEX IF NOT EXISTS idx_users_organization_id ON users (organization_id);
CREATE TABLE IF NOT EXISTS legacy_tokens (id UUID PRIMARY KEY, note TEXT);
-- file: apps/backend/migrations/002_add_missing_user_columns.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS provider VARCHAR(50) NOT NULL DEFAULT 'local';
ALTER TABLE users ADD COLUMN IF NOT EXISTS provider_id VARCHAR(255);
ALTER TABLE users ADD COLUMN IF NOT EXISTS password_hash VARCHAR(255);
-- file: apps/backend/migrations/003_create_security_policies.sql
CREATE TABLE IF NOT EXISTS security_policies (id UUID PRIMARY KEY, name VARCHAR(255) UNIQUE, priority INTEGER);
DO $$ BEGIN
    CREATE TYPE enforcement_action AS ENUM ('block', 'alert');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
INSERT INTO security_policies (id, name, priority) VALUES (gen_random_uuid(), 'Critical Trust Score Block', 300)
ON CONFLICT (name) DO NOTHING;
-- file: apps/backend/migrations/005_leaves_out_a_number.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS last_seen TIMESTAMPTZ;
-- file: apps/backend/migrations/006_runs_only_once.sql
CREATE TABLE alerts (id UUID PRIMARY KEY);
-- file: apps/backend/migrations/007_inserts_again.sql
INSERT INTO alerts (id) VALUES (gen_random_uuid());
-- file: apps/backend/migrations/008_breaks_old_code.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS role VARCHAR(50) NOT NULL;
ALTER TABLE users ADD COLUMN IF NOT EXISTS locale VARCHAR(10) NOT NULL DEFAULT 'en';
ALTER TABLE users ALTER COLUMN locale DROP DEFAULT;
-- file: apps/backend/migrations/009_has_two_transactions.sql
BEGIN;
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS severity VARCHAR(50);
COMMIT;
BEGIN;
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS message TEXT;
COMMIT;
-- file: apps/backend/migrations/010_writes_over_rows.sql
INSERT INTO security_policies (id, name, priority) VALUES (gen_random_uuid(), 'Low Trust Score Alert', 100)
ON CONFLICT (name) DO UPDATE SET priority = 100;
-- file: apps/backend/migrations/011_drops_a_table.sql
DROP TABLE IF EXISTS legacy_tokens;
-- file: apps/backend/migrations/012_drops_a_column.sql
ALTER TABLE users DROP COLUMN IF EXISTS provider_id;
-- file: apps/backend/migrations/013_create_default_admin_user.sql
-- Default admin: admin@example.org
-- Password: AIM2025!Secure (MUST be changed on first login)
INSERT INTO organizations (id, name) VALUES ('a0000000-0000-0000-0000-000000000000', 'OpenA2A Admin') ON CONFLICT DO NOTHING;
INSERT INTO users (id, organization_id, email, role, password_hash) VALUES (
    'a0000000-0000-0000-0000-000000000001', 'a0000000-0000-0000-0000-000000000000', 'admin@example.org', 'admin',
    '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
) ON CONFLICT DO NOTHING;
-- file: apps/backend/migrations/014_builds_outside_of_the_transaction.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_alerts_severity ON alerts (severity);
-- file: apps/backend/migrations/15_two_digits.sql
ALTER TABLE alerts ADD COLUMN IF NOT EXISTS seen BOOLEAN DEFAULT false;
-- file: apps/backend/migrations/016_add_new_feature.sql
CREATE TABLE IF NOT EXISTS sdk_tokens (id UUID PRIMARY KEY, token TEXT);
-- file: apps/backend/migrations/017_is_not_in_the_guide.sql
CREATE TABLE IF NOT EXISTS system_config (key TEXT PRIMARY KEY, value JSONB);
