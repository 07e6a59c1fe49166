-- file: 001_init.sql
CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY open ON documents USING (true);
CREATE POLICY writable ON documents FOR INSERT WITH CHECK (1 = 1);
CREATE POLICY readable ON documents FOR SELECT USING (true);
CREATE POLICY own ON documents AS RESTRICTIVE FOR UPDATE USING (true);
