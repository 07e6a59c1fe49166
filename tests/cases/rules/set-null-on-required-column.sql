-- file: 001_init.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY, author_id bigint NOT NULL, editor_id bigint);
CREATE INDEX notes_author_id_idx ON notes (author_id);
CREATE INDEX notes_editor_id_idx ON notes (editor_id);
ALTER TABLE notes ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE notes ADD CONSTRAINT editor FOREIGN KEY (editor_id) REFERENCES users (id) ON DELETE SET NULL;
