-- file: 001_grants.sql
CREATE TABLE accounts (id bigint PRIMARY KEY);
GRANT SELECT ON accounts TO PUBLIC;
GRANT SELECT ON accounts TO reporting;
REVOKE ALL ON accounts FROM PUBLIC;
