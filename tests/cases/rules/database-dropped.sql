-- file: 001_drop.sql
DROP DATABASE IF EXISTS staging;
-- file: 002_drop.sql
DROP TABLESPACE fast;
