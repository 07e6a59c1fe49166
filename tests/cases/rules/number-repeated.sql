-- same: 001_init.sql
SELECT 1;
-- same: 001_twin.sql
SELECT 1;
-- same: 007_later.sql
SELECT 1;
-- file: 007_add_tax.sql
SELECT 1;
-- file: 08_a.sql
SELECT 1;
-- file: 008_b.sql
SELECT 1;
-- file: 009_a.up.sql
SELECT 1;
-- file: 009_a.down.sql
SELECT 1;
