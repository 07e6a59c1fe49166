-- file: lockgate.toml
on-delete = ["set-null", "restrict"]
-- same: 001_old.sql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE old (user_id int REFERENCES users);
CREATE INDEX ON old (user_id);
-- file: 002_new.sql
CREATE TABLE a (user_id int REFERENCES users ON DELETE CASCADE);
CREATE INDEX ON a (user_id);
CREATE TABLE b (user_id int REFERENCES users ON DELETE SET NULL);
CREATE INDEX ON b (user_id);
CREATE TABLE c (user_id int);
CREATE INDEX ON c (user_id);
ALTER TABLE c ADD FOREIGN KEY (user_id)
    REFERENCES users (id);
CREATE TABLE d (user_id int REFERENCES users ON DELETE RESTRICT);
CREATE INDEX ON d (user_id);
ALTER TABLE old ADD COLUMN note text;
CREATE TABLE e (user_id int REFERENCES users ON DELETE SET DEFAULT);
CREATE INDEX ON e (user_id);
