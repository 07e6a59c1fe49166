-- How a workstation came to be registered. The file brings its own transaction.
BEGIN;

ALTER TABLE workstations
    ADD COLUMN IF NOT EXISTS registration_source varchar(50) NOT NULL DEFAULT 'ADMIN';

COMMENT ON COLUMN workstations.registration_source IS 'ADMIN or SELF_SERVICE';

COMMIT;
