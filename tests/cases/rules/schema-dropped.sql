-- file: 001_init.sql
CREATE SCHEMA reporting;
CREATE SCHEMA archive;
-- file: 002_drop.sql
DROP SCHEMA reporting;
DROP SCHEMA archive;
CREATE SCHEMA archive;
