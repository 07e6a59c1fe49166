-- file: lockgate.toml
[tenancy]
column = "organization_id"
allow = [{ table = "ms_connections", reason = "Microsoft calls its directories tenants" }]
-- file: 001_tenants.sql
CREATE TABLE tenants (id bigint PRIMARY KEY, tenant_id text);
CREATE TABLE ms_connections (id bigint PRIMARY KEY, tenant_id text NOT NULL);
ALTER TABLE users ADD COLUMN "tenantId" text;
ALTER TABLE users RENAME COLUMN owner TO tenant_id;
ALTER TABLE groups ADD COLUMN organization_id bigint;
