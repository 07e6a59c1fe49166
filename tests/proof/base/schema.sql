-- What every case starts from. The files beside this folder hold the cases.

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN dom AS int;
CREATE DOMAIN domtext AS text;
CREATE SCHEMA s2;

-- A table that others point at, and one that inherits from it.
CREATE TABLE r (id bigint PRIMARY KEY, x int);
INSERT INTO r SELECT g, g FROM generate_series(0, 1200) g;
CREATE TABLE inh (extra int) INHERITS (r);

-- A column of every kind that a change of type may meet.
CREATE TABLE t (
    id bigint PRIMARY KEY, a int, b text, v varchar(50), n numeric(10, 2), ts timestamp, tz timestamptz,
    j json, jb jsonb, e mood, d dom, u int NOT NULL, nn int, ch char(10), x1 xml, bits varbit(8), ip cidr,
    ivl interval, ts3 timestamp(3), si smallint, arr int[], nnv int
);
INSERT INTO t (id, a, b, v, n, ts, tz, j, jb, e, d, u, nn, ch, si, nnv, ip, bits, ivl, ts3, arr)
SELECT g, g, 'b' || g, 'v' || g, g, now(), now(), '{}', '{}', 'ok', g, g, g, 'c', 1, 1, '10.0.0.0/8', B'101', '1 day',
    now(), ARRAY[1]
FROM generate_series(1, 1000) g;
CREATE INDEX t_a_idx ON t (a);
CREATE INDEX t_v_idx ON t (v);
CREATE INDEX t_b_idx ON t (b);
CREATE INDEX t_n_idx ON t (n);
CREATE INDEX t_ts_idx ON t (ts);
CREATE UNIQUE INDEX t_u_idx ON t (u);
CREATE UNIQUE INDEX t_nn_idx ON t (nn);
ALTER TABLE t ADD CONSTRAINT t_ck_nv CHECK (a >= 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_nnv_nn CHECK (nnv IS NOT NULL);

-- Points at t and r.
CREATE TABLE c (id bigint PRIMARY KEY, t_id bigint, r_id bigint);
INSERT INTO c SELECT g, g, g FROM generate_series(1, 1000) g;
ALTER TABLE c ADD CONSTRAINT c_fk_nv FOREIGN KEY (t_id) REFERENCES t (id) NOT VALID;
ALTER TABLE c ADD CONSTRAINT c_fk FOREIGN KEY (r_id) REFERENCES r (id);

-- Partitioned: without a default partition, and with one.
CREATE TABLE p (id bigint NOT NULL, x int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (1000);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (1000) TO (2000);
INSERT INTO p SELECT g, g FROM generate_series(0, 1500) g;
CREATE TABLE pn (id bigint NOT NULL, x int);
INSERT INTO pn SELECT g, g FROM generate_series(2000, 2500) g;
CREATE TABLE pnc (id bigint NOT NULL, x int, CONSTRAINT pnc_ck CHECK (id >= 2000 AND id < 3000));
INSERT INTO pnc SELECT g, g FROM generate_series(2000, 2500) g;
CREATE TABLE pd (id bigint, x int) PARTITION BY RANGE (id);
CREATE TABLE pd_def PARTITION OF pd DEFAULT;
INSERT INTO pd SELECT g, g FROM generate_series(0, 1000) g;
CREATE TABLE pd_new (id bigint, x int);

CREATE VIEW vw AS SELECT id, a FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT id, a FROM t;
CREATE UNIQUE INDEX mv_id ON mv (id);

CREATE FUNCTION trgf() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE trgf();
CREATE POLICY pol ON t USING (true);
CREATE STATISTICS st ON a, u FROM t;
CREATE PUBLICATION pub FOR TABLE r;

CREATE SEQUENCE s;
CREATE TABLE ser (id serial PRIMARY KEY, y int);
INSERT INTO ser (y) SELECT g FROM generate_series(1, 1000) g;
CREATE RULE ru AS ON INSERT TO ser DO ALSO NOTHING;

CREATE UNLOGGED TABLE ul (id int);
INSERT INTO ul SELECT g FROM generate_series(1, 1000) g;
CREATE TABLE big_ts (a timestamp, b timestamptz);
INSERT INTO big_ts SELECT now(), now() FROM generate_series(1, 1000);

CREATE ROLE some_role;
