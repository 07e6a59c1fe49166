-- file: 001_fill.sql
SET LOCAL session_replication_role = 'replica';
SET session_replication_role = origin;
RESET session_replication_role;
