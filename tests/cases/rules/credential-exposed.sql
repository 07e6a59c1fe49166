What is found is told without being repeated.
-- file: 000_init.sql
CREATE TABLE users (email text PRIMARY KEY, password_hash text);
CREATE TABLE logins (name text, password text);
CREATE EXTENSION pgcrypto;
-- file: 001_admin.sql
-- Default admin: admin@example.org
-- Password: Winter2025! (MUST be changed on first login)
INSERT INTO users (email, password_hash) VALUES
    ('admin@example.org', '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy');
INSERT INTO logins (name, password) VALUES ('demo', 'geheim');
INSERT INTO logins (name, password) VALUES ('demo', crypt('geheim', gen_salt('bf')));
CREATE ROLE reporting LOGIN PASSWORD 'only4reports';
-- postgres://reporting:only4reports@db.example.org/app
-- file: 002_clean.sql
-- Password: set by the installation
CREATE ROLE billing LOGIN PASSWORD NULL;
INSERT INTO logins (name, password) VALUES ('demo', NULL);
COMMENT ON COLUMN users.password_hash IS 'bcrypt, cost 12';
-- postgres://reporting:<password>@db.example.org/app
