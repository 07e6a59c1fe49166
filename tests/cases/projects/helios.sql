-- file: lockgate.toml
preset = "helios"
[[tenancy.allow]]
table = "ms_connections"
reason = "Microsoft 365 calls its directories tenants"
-- file: migrations/001_organizations.sql
CREATE TABLE organizations (id UUID PRIMARY KEY);
CREATE TABLE organization_users (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id)
);
CREATE INDEX IF NOT EXISTS idx_users_organization ON organization_users (organization_id);
-- file: migrations/002_badges.sql
-- Migration 002: badges
CREATE TABLE badges (
    id UUID PRIMARY KEY,
    tenant_id UUID NOT NULL,
    user_id UUID REFERENCES organization_users (id)
);
-- file: migrations/004_new_field.sql
ALTER TABLE organization_users
ADD COLUMN new_field VARCHAR(255);
CREATE INDEX IF NOT EXISTS idx_new_field
ON organization_users(new_field);
