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
-- file: 002_words.sql
CREATE TABLE badges (id bigint PRIMARY KEY, organization_id bigint NOT NULL);
CREATE VIEW of_tenants AS SELECT id FROM badges WHERE organization_id IN (SELECT id FROM tenants);
CREATE FUNCTION badges_of(who bigint) RETURNS SETOF badges LANGUAGE plpgsql AS $$ BEGIN
    RETURN QUERY SELECT * FROM badges WHERE tenant_id = who;
END $$;
CREATE FUNCTION ours(who bigint) RETURNS SETOF badges LANGUAGE sql AS $$
    SELECT * FROM badges WHERE organization_id = who
$$;
CREATE POLICY own ON badges USING ("tenant_id" = 1);
CREATE TABLE awards (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES tenants (id));
CREATE INDEX awards_organization_id_idx ON awards (organization_id);
