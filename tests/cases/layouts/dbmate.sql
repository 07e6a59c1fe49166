What stands between the markers runs; transaction:false still sends one string.
-- file: db/migrations/20260101000000_t.sql
-- migrate:up
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE u (id int);

-- migrate:down
DROP TABLE t;
-- file: db/migrations/20260102000000_idx.sql
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY t_idx ON t (id);

-- migrate:down
-- file: db/migrations/20260103000000_two.sql
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY u_idx ON u (id);
CREATE INDEX CONCURRENTLY u_idx2 ON u (id);

-- migrate:down
-- file: db/migrations/20260104000000_half.sql
-- migrate:up
CREATE TABLE v (id int);
