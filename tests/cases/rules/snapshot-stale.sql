The newest by its name is looked at; what a runner keeps for itself is no difference.
-- file: lockgate.toml
[files]
snapshot = "docs/schema-{date}.sql"
-- file: migrations/001_orders.sql
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE orders (id bigint PRIMARY KEY, sku text, mood mood);
CREATE TABLE taxes (id bigint PRIMARY KEY, rate numeric(5, 2));
CREATE INDEX orders_sku_idx ON orders (sku);
-- file: docs/schema-2025-10-01.sql
CREATE TABLE public.nothing_of_this ();
-- file: docs/schema-2025-11-06.sql
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.mood AS ENUM (
    'sad',
    'ok'
);
CREATE TABLE public.orders (
    id bigint NOT NULL,
    sku character varying(20),
    mood public.mood,
    note text
);
ALTER TABLE public.orders OWNER TO postgres;
CREATE TABLE public.migrations (id integer NOT NULL, name text, executed_at timestamp without time zone);
CREATE SEQUENCE public.migrations_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.migrations_id_seq OWNED BY public.migrations.id;
ALTER TABLE ONLY public.migrations ADD CONSTRAINT migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
CREATE INDEX orders_sku_idx ON public.orders USING btree (sku);
