-- The machines that people sign in at.
CREATE TABLE IF NOT EXISTS workstations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    employee_id uuid REFERENCES employees (id),
    hostname varchar(120) NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS workstations_organization_id_idx ON workstations (organization_id);
CREATE INDEX IF NOT EXISTS workstations_employee_id_idx ON workstations (employee_id);
