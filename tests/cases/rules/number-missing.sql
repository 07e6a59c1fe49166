-- file: lockgate.toml
sequential = true
-- file: migrations/001_a.sql
SELECT 1;
-- file: migrations/002_b.sql
SELECT 1;
-- file: migrations/004_d.sql
SELECT 1;
-- file: migrations/008_h.sql
-- lockgate: allow(number-missing) 005 to 007 belong to the branch that was given up
SELECT 1;
-- file: migrations/fix.sql
DROP TABLE a;
-- file: migrations/009_x.down.sql
SELECT 1;
-- file: migrations/old/003_c.sql
SELECT 1;
-- file: docs/schema.sql
SELECT 1;
-- file: README.md
Nothing.
