-- file: lockgate.toml
names = [
    { of = "type", like = "{pascal}" },
    { of = "label", like = "{upper}" },
    { of = "table", like = "{snake}" },
    { of = "column", like = "{camel}" },
    { of = "column", never = "status", instead = "userStatus", tables = ["users"] },
    { of = "column", like = "orgId", references = "orgs" },
    { of = "index", like = "{table}_{columns}_idx" },
    { of = "unique", like = "uq_{snake}" },
    { of = "primary-key", like = "{table}_pkey" },
    { of = "foreign-key", like = "fk_{table}_{columns}" },
    { of = "check", like = "{table}_{text}_check" },
]
-- same: 001_old.sql
CREATE TABLE "Old" (id int, "Wrong" int);
CREATE TABLE orgs (id int PRIMARY KEY);
-- file: 002_new.sql
CREATE TYPE "UserRole" AS ENUM ('ADMIN', 'agent');
CREATE TYPE mood AS ENUM ('OK');
ALTER TYPE "UserRole" ADD VALUE 'Client';
CREATE TABLE "Users" (id int);
CREATE TABLE users (
    id int CONSTRAINT pk_users PRIMARY KEY,
    status text,
    "userStatus" text,
    org_id int CONSTRAINT fk_users_org_id REFERENCES orgs,
    owner int REFERENCES orgs,
    email text CONSTRAINT uq_email UNIQUE,
    phone text UNIQUE,
    CONSTRAINT users_positive_check CHECK (id > 0),
    CHECK (id < 100)
);
CREATE TABLE orders (status text, "orgId" int CONSTRAINT "fk_orders_orgId" REFERENCES orgs);
CREATE INDEX ON users (owner);
CREATE INDEX users_status_idx ON users (status);
CREATE INDEX by_lower ON users (lower(status));
CREATE INDEX
    by_org ON users (org_id);
CREATE INDEX "orders_orgId_idx" ON orders ("orgId");
-- file: 003_later.sql
ALTER TABLE "Old" ADD COLUMN "nextStep" int, ADD COLUMN next_step int;
ALTER TABLE users RENAME COLUMN email TO e_mail;
ALTER TABLE orders RENAME TO "Orders";
