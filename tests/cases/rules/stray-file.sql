Told once: that it has no number is not said besides.
-- file: lockgate.toml
[files]
unwanted = ["schema.sql", "old/{text}.sql"]
-- file: database/001_a.sql
SELECT 1;
-- file: database/002_b.sql
SELECT 1;
-- file: database/schema.sql
CREATE TABLE a (id int);
-- file: old/001_a.sql
SELECT 1;
-- file: database/seed.sql
SELECT 1;
