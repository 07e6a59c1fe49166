-- file: 001_prices.sql
CREATE DOMAIN price AS numeric;
CREATE TABLE goods (id bigint PRIMARY KEY, price price);
CREATE TABLE offers (id bigint PRIMARY KEY, price price);
-- file: 002_prices.sql
ALTER DOMAIN price ADD CONSTRAINT positive CHECK (value > 0);
ALTER DOMAIN price SET NOT NULL;
ALTER DOMAIN price ADD CONSTRAINT small CHECK (value < 9) NOT VALID;
-- file: 003_prices.sql
ALTER DOMAIN price VALIDATE CONSTRAINT small;
ALTER DOMAIN older ADD CONSTRAINT positive CHECK (value > 0);
