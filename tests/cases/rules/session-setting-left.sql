-- file: 001_path.sql
SET search_path = billing, public;
SET ROLE owner;
CREATE SCHEMA billing;
RESET ROLE;
-- file: 002_path.sql
BEGIN;
SET LOCAL search_path = billing;
COMMIT;
SET search_path = billing;
RESET ALL;
