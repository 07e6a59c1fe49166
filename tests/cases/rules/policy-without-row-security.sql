-- file: 001_init.sql
CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
CREATE TABLE pages (id bigint PRIMARY KEY, owner name);
CREATE POLICY own ON documents USING (owner = current_user);
CREATE POLICY own ON pages USING (owner = current_user);
ALTER TABLE pages ENABLE ROW LEVEL SECURITY;
