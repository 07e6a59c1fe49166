A branch was merged late: golang-migrate never runs its migration where the later one has been applied.
-- file: lockgate.toml
layout = "golang-migrate"
-- same: db/000001_orders.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- same: db/000003_sku.up.sql
ALTER TABLE orders ADD COLUMN sku text;
-- file: db/000002_totals.up.sql
CREATE TABLE totals (id bigint PRIMARY KEY);
-- file: db/000004_notes.up.sql
CREATE TABLE notes (id bigint PRIMARY KEY);
