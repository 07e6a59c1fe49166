-- file: lockgate.toml
tenancy = { column = "organization_id" }
names = [{ of = "column", like = "organization_id", references = "organizations" }]
columns = [
    { name = "organization_id", type = "uuid", required = true, except = [
        { table = "organizations", reason = "it is one" },
        { table = "ref_*", reason = "the same for all" },
    ] },
]
-- file: 001_tables.sql
CREATE TABLE organizations (id uuid PRIMARY KEY);
CREATE TABLE ref_countries (id uuid PRIMARY KEY);
CREATE TABLE badges (id uuid PRIMARY KEY);
CREATE TABLE later (id uuid PRIMARY KEY);
ALTER TABLE later ADD COLUMN organization_id uuid;
CREATE TABLE events (id uuid, organization_id uuid) PARTITION BY HASH (id);
CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TEMPORARY TABLE scratch (id uuid);
CREATE TABLE renamed (id uuid PRIMARY KEY, tenant_id uuid);
CREATE TABLE other_name (id uuid PRIMARY KEY, org_id uuid REFERENCES organizations (id));
CREATE INDEX ON other_name (org_id);
CREATE TABLE _prisma_migrations (id text);
CREATE TABLE copied AS SELECT 1 AS one;
