What stands between Up and Down runs; a marker in a string or in a body is none.
-- file: db/00001_t.sql
-- +goose Up
CREATE TABLE t (id bigint PRIMARY KEY);
INSERT INTO t SELECT 1 WHERE '
-- +goose Down
' <> '';
-- +goose StatementBegin
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
-- +goose Down
  RETURN 1;
END $$;
-- +goose StatementEnd

-- +goose Down
DROP TABLE t;
-- file: db/00002_idx.sql
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY t_idx ON t (id);
-- +goose Down
DROP INDEX t_idx;
-- file: db/00003_bare.sql
CREATE TABLE u (id int);
-- file: db/00004_late.sql
  -- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY t_idx2 ON t (id);
-- file: db/00005_body.sql
-- +goose Up
CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1; -- as ever
END $$;
