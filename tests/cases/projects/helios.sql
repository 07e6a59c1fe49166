Every convention of the guide kept once (001 to 003, the latest snapshot's name) and broken once, each in a file of that name. The
snapshot is what pg_dump 15 wrote of a server with all but 041, without its comments.
-- file: lockgate.toml
preset = "helios"
[[tenancy.allow]]
table = "ms_connections"
reason = "Microsoft 365 calls its directories tenants"
-- file: database/migrations/001_organizations.sql
-- Migration 001: Organizations
-- Purpose: The one organization, and its users
-- Created: 2025-10-01

CREATE TABLE organizations (id UUID PRIMARY KEY);
CREATE TABLE modules (id UUID PRIMARY KEY, name VARCHAR(255));
CREATE TABLE organization_users (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_status VARCHAR(20) NOT NULL DEFAULT 'active'
);
CREATE INDEX IF NOT EXISTS idx_organization_users_organization ON organization_users (organization_id);
-- file: database/migrations/002_departments.sql
-- Migration 002: Departments
-- Purpose: Where users work; here a status is a status
-- Created: 2025-10-02

CREATE TABLE departments (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    lead_id UUID REFERENCES organization_users (id),
    status VARCHAR(20)
);
CREATE INDEX IF NOT EXISTS idx_departments_organization ON departments (organization_id);
CREATE INDEX IF NOT EXISTS idx_departments_lead ON departments (lead_id);
-- file: database/migrations/003_microsoft.sql
-- Migration 003: Microsoft 365
-- Purpose: Microsoft's own word for a directory
-- Created: 2025-10-03

CREATE TABLE ms_connections (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    tenant_id VARCHAR(64)
);
CREATE INDEX IF NOT EXISTS idx_ms_connections_organization ON ms_connections (organization_id);
-- file: database/migrations/005_leaves_out_a_number.sql
-- Migration 005: Leave out a number
-- Purpose: 004 is missing
-- Created: 2025-10-05

ALTER TABLE organization_users ADD COLUMN new_field VARCHAR(255);
-- file: database/migrations/006_says_tenant.sql
-- Migration 006: Badges
-- Purpose: A second word for an organization
-- Created: 2025-10-06

CREATE TABLE badges (
    id UUID PRIMARY KEY,
    tenant_id UUID NOT NULL
);
-- file: database/migrations/007_has_tenants.sql
-- Migration 007: Tenants
-- Purpose: A table that does not exist here
-- Created: 2025-10-07

CREATE TABLE tenants (id UUID PRIMARY KEY, organization_id UUID NOT NULL);
-- file: database/migrations/008_forgets_the_organization.sql
-- Migration 008: Logs
-- Purpose: Whose row is it?
-- Created: 2025-10-08

CREATE TABLE audit_logs (id UUID PRIMARY KEY);
-- file: database/migrations/009_calls_it_otherwise.sql
-- Migration 009: Groups
-- Purpose: Refers to organizations by another name
-- Created: 2025-10-09

CREATE TABLE user_groups (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id)
);
CREATE INDEX IF NOT EXISTS idx_user_groups_org ON user_groups (org_id);
-- file: database/migrations/010_foreign_key_without_index.sql
-- Migration 010: Sessions
-- Purpose: Every foreign key has an index, but this one
-- Created: 2025-10-10

CREATE TABLE user_sessions (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL,
    user_id UUID REFERENCES organization_users (id)
);
-- file: database/migrations/011_calls_it_status.sql
-- Migration 011: Status
-- Purpose: On organization_users it is user_status
-- Created: 2025-10-11

ALTER TABLE organization_users ADD COLUMN status VARCHAR(20);
-- file: database/migrations/012_names_an_index.sql
-- Migration 012: Levels
-- Purpose: An index whose name begins otherwise
-- Created: 2025-10-12

CREATE TABLE levels (id UUID PRIMARY KEY, organization_id UUID NOT NULL, rank INTEGER);
CREATE INDEX levels_by_rank ON levels (rank);
-- file: database/migrations/013_has_no_header.sql
ALTER TABLE levels ADD COLUMN label VARCHAR(255);
-- file: database/migrations/014_has_another_number.sql
-- Migration 025: Your Change Description
-- Purpose: Copied from the template
-- Created: 2025-10-14

ALTER TABLE levels ADD COLUMN note VARCHAR(255);
-- file: database/migrations/015_has_no_day.sql
-- Migration 015: A day that is none
-- Purpose: The template's own letters
-- Created: YYYY-MM-DD

ALTER TABLE levels ADD COLUMN colour VARCHAR(255);
-- file: database/migrations/016_NamedOtherwise.sql
-- Migration 016: Named otherwise
-- Purpose: A descriptive_name has underscores
-- Created: 2025-10-16

ALTER TABLE levels ADD COLUMN icon VARCHAR(255);
-- file: database/migrations/041_behind_all_ranges.sql
-- Migration 041: Behind all ranges
-- Purpose: The last range ends with 040
-- Created: 2025-10-17

ALTER TABLE levels ADD COLUMN sort VARCHAR(255);
-- file: database/migrations/fix_levels.sql
ALTER TABLE levels DROP COLUMN sort;
-- file: database/schema.sql
CREATE TABLE organizations (id SERIAL PRIMARY KEY);
-- file: docs/architecture/schema-actual-2025-10-15.sql
CREATE TABLE public.an_older_snapshot_is_not_looked_at (id uuid);
-- file: docs/architecture/schema-actual-2025-11-06.sql
\restrict Zk0y3
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.audit_logs (
    id uuid NOT NULL
);
ALTER TABLE public.audit_logs OWNER TO postgres;
CREATE TABLE public.badges (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL
);
ALTER TABLE public.badges OWNER TO postgres;
CREATE TABLE public.departments (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    lead_id uuid,
    status character varying(20)
);
ALTER TABLE public.departments OWNER TO postgres;
CREATE TABLE public.levels (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    rank integer,
    label character varying(255),
    note character varying(255),
    colour character varying(255),
    icon character varying(255)
);
ALTER TABLE public.levels OWNER TO postgres;
CREATE TABLE public.migrations (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    executed_at timestamp without time zone DEFAULT now()
);
ALTER TABLE public.migrations OWNER TO postgres;
CREATE SEQUENCE public.migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER TABLE public.migrations_id_seq OWNER TO postgres;
ALTER SEQUENCE public.migrations_id_seq OWNED BY public.migrations.id;
CREATE TABLE public.modules (
    id uuid NOT NULL,
    name character varying(255)
);
ALTER TABLE public.modules OWNER TO postgres;
CREATE TABLE public.ms_connections (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    tenant_id character varying(64)
);
ALTER TABLE public.ms_connections OWNER TO postgres;
CREATE TABLE public.organization_users (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    user_status character varying(20) DEFAULT 'active'::character varying NOT NULL,
    new_field character varying(255),
    status character varying(20)
);
ALTER TABLE public.organization_users OWNER TO postgres;
CREATE TABLE public.organizations (
    id uuid NOT NULL
);
ALTER TABLE public.organizations OWNER TO postgres;
CREATE TABLE public.tenants (
    id uuid NOT NULL,
    organization_id uuid NOT NULL
);
ALTER TABLE public.tenants OWNER TO postgres;
CREATE TABLE public.user_groups (
    id uuid NOT NULL,
    org_id uuid NOT NULL
);
ALTER TABLE public.user_groups OWNER TO postgres;
CREATE TABLE public.user_sessions (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    user_id uuid
);
ALTER TABLE public.user_sessions OWNER TO postgres;
ALTER TABLE ONLY public.migrations ALTER COLUMN id SET DEFAULT nextval('public.migrations_id_seq'::regclass);
ALTER TABLE ONLY public.audit_logs
    ADD CONSTRAINT audit_logs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.badges
    ADD CONSTRAINT badges_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.departments
    ADD CONSTRAINT departments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.levels
    ADD CONSTRAINT levels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.modules
    ADD CONSTRAINT modules_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ms_connections
    ADD CONSTRAINT ms_connections_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organization_users
    ADD CONSTRAINT organization_users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.user_groups
    ADD CONSTRAINT user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.user_sessions
    ADD CONSTRAINT user_sessions_pkey PRIMARY KEY (id);
CREATE INDEX idx_departments_lead ON public.departments USING btree (lead_id);
CREATE INDEX idx_departments_organization ON public.departments USING btree (organization_id);
CREATE INDEX idx_ms_connections_organization ON public.ms_connections USING btree (organization_id);
CREATE INDEX idx_organization_users_organization ON public.organization_users USING btree (organization_id);
CREATE INDEX idx_user_groups_org ON public.user_groups USING btree (org_id);
CREATE INDEX levels_by_rank ON public.levels USING btree (rank);
ALTER TABLE ONLY public.departments
    ADD CONSTRAINT departments_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.organization_users(id);
ALTER TABLE ONLY public.departments
    ADD CONSTRAINT departments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.ms_connections
    ADD CONSTRAINT ms_connections_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.organization_users
    ADD CONSTRAINT organization_users_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.user_groups
    ADD CONSTRAINT user_groups_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.user_sessions
    ADD CONSTRAINT user_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.organization_users(id);
\unrestrict Zk0y3
