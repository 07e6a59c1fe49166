A branch was merged late. refinery stops at its `V` file, and runs the one that says `U`.
-- file: lockgate.toml
layout = "refinery"
-- same: db/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- same: db/V4__sku.sql
ALTER TABLE orders ADD COLUMN sku text;
-- file: db/V2__totals.sql
CREATE TABLE totals (id bigint PRIMARY KEY);
-- file: db/U3__notes.sql
CREATE TABLE notes (id bigint PRIMARY KEY);
