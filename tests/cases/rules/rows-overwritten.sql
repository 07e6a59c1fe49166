-- file: lockgate.toml
keeps-rows = true
-- file: 000_init.sql
CREATE TABLE a (id int PRIMARY KEY, b int);
CREATE TABLE b (id int PRIMARY KEY, b int);
-- file: 001_seed.sql
INSERT INTO a (id) VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO a (id, b) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET b = excluded.b;
DO $$ BEGIN
    INSERT INTO a (id, b) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET b = 3;
END $$;
MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET b = b.b;
MERGE INTO a USING b ON a.id = b.id WHEN NOT MATCHED THEN INSERT (id) VALUES (b.id);
