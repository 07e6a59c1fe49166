-- file: lockgate.toml
preset = "aim"
-- file: apps/backend/migrations/001_initial_schema.sql
CREATE TABLE IF NOT EXISTS organizations (id UUID PRIMARY KEY, name VARCHAR(255) NOT NULL);
CREATE TABLE IF NOT EXISTS users (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    email VARCHAR(255) NOT NULL UNIQUE
);
CREATE INDEX IF NOT EXISTS idx_users_organization_id ON users (organization_id);
-- file: apps/backend/migrations/002_add_missing_user_columns.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS provider VARCHAR(50) NOT NULL DEFAULT 'local';
ALTER TABLE users ADD COLUMN IF NOT EXISTS provider_id VARCHAR(255) NOT NULL;
-- file: apps/backend/migrations/003_create_default_admin_user.sql
INSERT INTO organizations (id, name) VALUES ('a0000000-0000-0000-0000-000000000000', 'OpenA2A Admin') ON CONFLICT (id) DO NOTHING;
INSERT INTO users (id, organization_id, email) VALUES (gen_random_uuid(), 'a0000000-0000-0000-0000-000000000000', 'admin@example.org');
