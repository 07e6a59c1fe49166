-- file: 001_orders.sql
CREATE TABLE orders (id bigserial PRIMARY KEY);
ALTER SEQUENCE orders_id_seq INCREMENT BY 10;
-- file: 002_sequence.sql
ALTER SEQUENCE orders_id_seq RESTART WITH 1;
ALTER SEQUENCE older AS bigint;
ALTER SEQUENCE orders_id_seq OWNED BY NONE;
