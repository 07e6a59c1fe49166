-- file: 001_init.sql
CREATE FUNCTION total(bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
CREATE PROCEDURE archive() LANGUAGE sql AS 'SELECT 1';
-- file: 002_drop.sql
DROP FUNCTION total(bigint);
DROP PROCEDURE archive;
DROP FUNCTION IF EXISTS helper(text);
CREATE FUNCTION helper(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
