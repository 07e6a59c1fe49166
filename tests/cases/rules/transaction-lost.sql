An empty metadata.toml, a plain one, and one that says what it means.
-- file: migrations/2026-01-01-000000_orders/up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, sku text);
-- file: migrations/2026-01-01-000000_orders/metadata.toml
# nothing to say
-- file: migrations/2026-01-02-000000_idx/up.sql
CREATE INDEX CONCURRENTLY orders_sku_idx ON orders (sku);
-- file: migrations/2026-01-02-000000_idx/metadata.toml
run_in_transaction = false
-- file: migrations/2026-01-03-000000_idx2/up.sql
CREATE INDEX CONCURRENTLY orders_id_idx ON orders (id, sku);
-- file: migrations/2026-01-03-000000_idx2/metadata.toml
run_in_transaction = true
