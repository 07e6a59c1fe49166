Every convention of the guide kept once and broken once: 026, 027 and 030 keep all; each other file breaks what its name says.
-- file: lockgate.toml
preset = "people-ops"
[files]
guide = "docs/DATABASE_MIGRATIONS.md"
-- file: docs/DATABASE_MIGRATIONS.md
# Database migrations
- `026_create_agent_workstation_configurations.sql`: what each workstation runs
- `027_add_registration_source_to_workstations.sql`: how a workstation was registered
- `029_skips_a_number.sql`, `030_repeats_nothing.sql`, `031_has_no_header.sql`, `032_has_another_number.sql`,
  `033_has_no_such_day.sql`, `034_forgets_the_transaction.sql`, `035_has_two_transactions.sql`,
  `036_goes_on_behind_commit.sql`, `037_runs_only_once.sql`, `038_has_no_comment.sql`, `39_has_two_digits.sql`
- the test data of `backend/migrations`
-- file: database/migrations/026_create_agent_workstation_configurations.sql
-- Migration 026: Create agent_workstation_configurations
-- Date: 2025-12-04
-- Description: One row for each workstation

BEGIN;

CREATE TABLE IF NOT EXISTS agent_workstation_configurations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    employee_id UUID NOT NULL,
    workstation_name VARCHAR(100)
);

COMMIT;
-- file: database/migrations/027_add_registration_source_to_workstations.sql
-- Migration 027: Add registration_source column to agent_workstation_configurations
-- Date: 2025-12-05
-- Description: Adds registration_source column to track how workstations were registered

BEGIN;

ALTER TABLE agent_workstation_configurations
ADD COLUMN IF NOT EXISTS registration_source VARCHAR(50) DEFAULT 'ADMIN';

COMMENT ON COLUMN agent_workstation_configurations.registration_source IS 'Source of registration: ADMIN, SELF_SERVICE (future)';

COMMIT;
-- file: database/migrations/029_skips_a_number.sql
-- Migration 029: Skip a number
-- Date: 2025-12-06
-- Description: 028 is on somebody's machine

BEGIN;
ALTER TABLE agent_workstation_configurations ALTER COLUMN workstation_name SET DEFAULT 'unnamed';
COMMIT;
-- file: database/migrations/030_repeats_nothing.sql
-- Migration 030: Say what a name is
-- Date: 2025-12-07
-- Description: A file that keeps all conventions

BEGIN;
COMMENT ON COLUMN agent_workstation_configurations.workstation_name IS 'as the agent reports it';
COMMIT;
-- file: database/migrations/031_has_no_header.sql
BEGIN;
COMMENT ON COLUMN agent_workstation_configurations.employee_id IS 'of people ops';
COMMIT;
-- file: database/migrations/032_has_another_number.sql
-- Migration 031: Copied from the last file
-- Date: 2025-12-09
-- Description: The number of another one

BEGIN;
COMMENT ON TABLE agent_workstation_configurations IS 'what each workstation runs';
COMMIT;
-- file: database/migrations/033_has_no_such_day.sql
-- Migration 033: Set a default
-- Date: 2025-11-31
-- Description: November has thirty days

BEGIN;
ALTER TABLE agent_workstation_configurations ALTER COLUMN workstation_name DROP DEFAULT;
COMMIT;
-- file: database/migrations/034_forgets_the_transaction.sql
-- Migration 034: Forget the transaction
-- Date: 2025-12-11
-- Description: One statement that commits by itself

COMMENT ON COLUMN agent_workstation_configurations.id IS 'never shown';
-- file: database/migrations/035_has_two_transactions.sql
-- Migration 035: Begin twice
-- Date: 2025-12-12
-- Description: Half of it stays where the rest fails

BEGIN;
COMMENT ON COLUMN agent_workstation_configurations.id IS 'shown to admins';
COMMIT;
BEGIN;
COMMENT ON COLUMN agent_workstation_configurations.employee_id IS 'of people ops, by id';
COMMIT;
-- file: database/migrations/036_goes_on_behind_commit.sql
-- Migration 036: Go on behind COMMIT
-- Date: 2025-12-13
-- Description: The last statement is committed by itself

BEGIN;
COMMENT ON COLUMN agent_workstation_configurations.id IS 'shown to admins alone';
COMMIT;
COMMENT ON COLUMN agent_workstation_configurations.employee_id IS 'of people ops, by their id';
-- file: database/migrations/037_runs_only_once.sql
-- Migration 037: Add os_version
-- Date: 2025-12-14
-- Description: Fails where it has run

BEGIN;
ALTER TABLE agent_workstation_configurations ADD COLUMN os_version VARCHAR(50);
COMMENT ON COLUMN agent_workstation_configurations.os_version IS 'as the agent reports it';
COMMIT;
-- file: database/migrations/038_has_no_comment.sql
-- Migration 038: Add agent_version
-- Date: 2025-12-15
-- Description: Nobody says what it is for

BEGIN;
ALTER TABLE agent_workstation_configurations ADD COLUMN IF NOT EXISTS agent_version VARCHAR(50);
COMMIT;
-- file: database/migrations/39_has_two_digits.sql
-- Migration 39: Say what a version is
-- Date: 2025-12-16
-- Description: Sorts behind 100

BEGIN;
COMMENT ON COLUMN agent_workstation_configurations.agent_version IS 'of the agent';
COMMIT;
-- file: database/migrations/040_is_not_in_the_guide.sql
-- Migration 040: Add notes
-- Date: 2025-12-17
-- Description: The guide does not know of it

BEGIN;
ALTER TABLE agent_workstation_configurations ADD COLUMN IF NOT EXISTS notes TEXT;
COMMENT ON COLUMN agent_workstation_configurations.notes IS 'by hand';
COMMIT;
-- file: backend/migrations/041_elsewhere.sql
-- Migration 041: Lies where psql does not look
BEGIN;
COMMIT;
