-- file: 001_init.sql
CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
CREATE POLICY own ON documents USING (owner = current_user);
CREATE POLICY all_rows ON documents FOR SELECT USING (true);
-- file: 002_drop.sql
DROP POLICY all_rows ON documents;
DROP POLICY own ON documents;
CREATE POLICY own ON documents USING (owner = session_user);
