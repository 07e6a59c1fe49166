-- file: 001_init.sql
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint REFERENCES customers (id) ON DELETE CASCADE,
    shop_id bigint CONSTRAINT to_shop REFERENCES app.shops,
    self_id bigint,
    UNIQUE (id, customer_id),
    CONSTRAINT again FOREIGN KEY (self_id, customer_id) REFERENCES orders (id, customer_id)
);
CREATE INDEX ON orders (lower(self_id::text));
CREATE INDEX ON orders (customer_id) WHERE customer_id > 0;
CREATE TABLE covered (
    a bigint REFERENCES customers,
    b bigint,
    UNIQUE (b, a),
    FOREIGN KEY (a, b) REFERENCES orders (id, customer_id)
);
CREATE TABLE later (customer_id bigint REFERENCES customers);
CREATE TABLE copied (LIKE covered INCLUDING ALL, FOREIGN KEY (a) REFERENCES customers);
CREATE TABLE gone (customer_id bigint REFERENCES customers);
-- file: 002_add.sql
ALTER TABLE covered ADD COLUMN c bigint REFERENCES customers (id);
DROP TABLE gone; -- lockgate: allow(table-dropped) never used
-- file: 003_index.sql
CREATE INDEX CONCURRENTLY later_customer_idx ON later (customer_id);
