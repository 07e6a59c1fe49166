-- file: 001_data.sql
CREATE TABLE fresh (id bigint);
TRUNCATE fresh;
TRUNCATE TABLE audit_logs, app.sessions RESTART IDENTITY CASCADE;
DELETE FROM sessions;
DELETE FROM sessions WHERE true;
DELETE FROM sessions WHERE expires_at < now();
WITH old AS (SELECT id FROM sessions) DELETE FROM users USING old WHERE users.id = old.id;
