-- file: 001_init.sql
CREATE SEQUENCE invoice_numbers;
-- file: 002_drop.sql
DROP SEQUENCE invoice_numbers;
CREATE SEQUENCE scratch;
DROP SEQUENCE scratch;
