-- file: lockgate.toml
preset = "people-ops"
-- file: database/migrations/026_workstations.sql
BEGIN;

CREATE TABLE IF NOT EXISTS agent_workstation_configurations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    employee_id UUID NOT NULL,
    workstation_name VARCHAR(100)
);

COMMIT;
-- file: database/migrations/027_add_registration_source_to_workstations.sql
-- Migration 027: Add registration_source column to agent_workstation_configurations

BEGIN;

ALTER TABLE agent_workstation_configurations
ADD COLUMN IF NOT EXISTS registration_source VARCHAR(50) DEFAULT 'ADMIN';

COMMENT ON COLUMN agent_workstation_configurations.registration_source IS 'Source of registration: ADMIN, SELF_SERVICE (future)';

COMMIT;
-- file: database/migrations/029_forgot_the_transaction.sql
ALTER TABLE agent_workstation_configurations ADD COLUMN os_version VARCHAR(50);
COMMENT ON COLUMN agent_workstation_configurations.os_version IS 'As the agent reports it';
