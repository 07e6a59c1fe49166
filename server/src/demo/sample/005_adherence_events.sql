-- What a workstation saw, and when.
CREATE TABLE IF NOT EXISTS adherence_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    employee_id uuid NOT NULL REFERENCES employees (id),
    workstation_id uuid NOT NULL REFERENCES workstations (id),
    kind varchar(30) NOT NULL,
    happened_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS adherence_events_employee_id_idx ON adherence_events (employee_id, happened_at);

-- Badges are read by the doors' own system since spring.
ALTER TABLE employees DROP COLUMN IF EXISTS badge_code;
