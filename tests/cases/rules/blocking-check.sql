-- file: 001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
-- file: 002_checks.sql
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0), ADD COLUMN pieces int CHECK (pieces > 0);
ALTER TABLE orders ADD CONSTRAINT later CHECK (total < 9) NOT VALID;
-- file: 003_later.sql
ALTER TABLE orders VALIDATE CONSTRAINT later;
-- file: 004_guarded.sql
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'guarded') THEN
        ALTER TABLE orders ADD CONSTRAINT guarded CHECK (id > 0);
    END IF;
END $$;
DO $$ BEGIN
    CREATE TABLE fresh (id bigint PRIMARY KEY);
    ALTER TABLE fresh ADD CONSTRAINT positive CHECK (id > 0);
END $$;
