-- file: 001_init.sql
CREATE TABLE documents (id bigint PRIMARY KEY, owner name);
CREATE TABLE pages (id bigint PRIMARY KEY, owner name);
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE pages ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON pages USING (owner = current_user);
