-- Who works here.
CREATE TABLE IF NOT EXISTS organizations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name varchar(200) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS employees (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    email varchar(255) NOT NULL,
    full_name varchar(200) NOT NULL,
    badge_code varchar(40),
    hired_on date,
    UNIQUE (organization_id, email)
);
