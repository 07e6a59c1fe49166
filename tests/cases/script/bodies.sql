Bodies run as PostgreSQL runs them: a question is asked once, a block that fails is undone whole, and what is called runs.
-- file: 001_asked_once.sql
CREATE TABLE members (id bigint PRIMARY KEY);
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'members' AND column_name = 'handle') THEN
        ALTER TABLE members ADD COLUMN handle text;
        ALTER TABLE members ADD CONSTRAINT members_handle_key UNIQUE (handle);
        ALTER TABLE members ALTER COLUMN handle SET NOT NULL;
    ELSE
        DROP TABLE members;
    END IF;
    IF to_regclass('teams') IS NOT NULL THEN
        RETURN;
    END IF;
    CREATE TABLE teams (id bigint);
    CREATE INDEX teams_id_idx ON teams (id);
END $$;
CREATE VIEW handles AS SELECT handle FROM members;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_matviews WHERE matviewname = 'handles') THEN
        DROP MATERIALIZED VIEW handles;
    ELSE
        DROP VIEW handles;
    END IF;
END $$;
-- file: 002_handlers.sql
DO $$ BEGIN
    CREATE DOMAIN code AS text CONSTRAINT code_check CHECK (value <> '');
EXCEPTION
    WHEN duplicate_object THEN
        ALTER DOMAIN code DROP CONSTRAINT code_check;
END $$;
DO $$ BEGIN
    CREATE TABLE undone (id bigint);
    ALTER TABLE members ADD COLUMN handle text;
    CREATE TABLE never (id bigint);
EXCEPTION
    WHEN undefined_table THEN
        CREATE TABLE wrong (id bigint);
    WHEN duplicate_column THEN
        CREATE TABLE handled (id bigint);
    WHEN OTHERS THEN
        CREATE TABLE wrong_too (id bigint);
END $$;
-- file: 003_called.sql
CREATE FUNCTION stamp(target regclass, named text DEFAULT 'stamped_at') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I timestamptz', target, named);
END $$;
SELECT stamp('members'), stamp('teams', 'seen_at');
SELECT * FROM stamp(target => 'handled');
CREATE TABLE parts (id bigint, tenant int) PARTITION BY HASH (tenant);
CREATE FUNCTION cover(text, text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'CREATE INDEX ' || $2 || ' ON ' || $1 || ' (id)';
END $$;
CREATE FUNCTION split(name text, pieces int, loudly boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    i int := 0;
BEGIN
    IF loudly THEN
        CREATE TABLE loud (id bigint);
    ELSIF pieces > 2 THEN
        CREATE TEMP TABLE quiet ON COMMIT DROP AS SELECT name AS of, pieces;
        CREATE INDEX ON quiet (of);
    END IF;
    WHILE i < pieces LOOP
        EXECUTE 'CREATE TABLE ' || name || '_' || text(i) || ' PARTITION OF ' || name
            || ' FOR VALUES WITH (MODULUS ' || $2 || ', REMAINDER ' || i || ')';
        i := i + 1;
    END LOOP;
    FOR at IN 0..pieces - 1 LOOP
        PERFORM cover(name || '_' || at, 'at_' || at * 2);
    END LOOP;
EXCEPTION WHEN duplicate_table THEN
    NULL;
END $$;
SELECT split('parts', 3, false);
SELECT split('parts', 3, true);
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DROP TABLE handled; DROP FUNCTION split';
CALL tidy();
-- file: 004_same_type.sql
CREATE FUNCTION either(yes boolean, a anyelement, b anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE
    AS 'SELECT CASE WHEN yes THEN a ELSE b END';
CREATE TABLE chosen AS SELECT either(true, 1, 2) AS number, sum(either(false, 1::bigint, 2::bigint)) AS total;
-- file: 005_not_followed.sql
CREATE FUNCTION of_today() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'CREATE TEMP TABLE of_' || to_char(now(), 'YYYYMMDD') || ' (id bigint)';
END $$;
SELECT of_today();
DO $$ BEGIN EXECUTE 'ANALYZE ' || (SELECT 'teams'); END $$;
