-- file: 001_grants.sql
CREATE TABLE accounts (id bigint PRIMARY KEY);
GRANT SELECT ON accounts TO reporting WITH GRANT OPTION;
REVOKE GRANT OPTION FOR SELECT ON accounts FROM reporting;
