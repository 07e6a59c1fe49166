-- Accounts, part {number}
CREATE TABLE {table} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id uuid NOT NULL,
  email character varying(255) NOT NULL,
  state text NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX {table}_email_idx ON {table} (organization_id, lower(email));
ALTER TABLE {table} ADD COLUMN parent_id bigint REFERENCES {parent} (id);
CREATE INDEX {table}_parent_id_idx ON {table} (parent_id);
ALTER TABLE {table} ADD COLUMN note text, ADD COLUMN weight numeric(10,2) DEFAULT 0;
ALTER TABLE {table} ADD CONSTRAINT {table}_state_check CHECK (state IN ('open', 'closed', 'held'));
UPDATE {table} SET note = 'none' WHERE note IS NULL AND id > 0;
CREATE VIEW {table}_open AS SELECT id, email, created_at FROM {table} WHERE state = 'open';
COMMENT ON TABLE {table} IS 'Accounts, part {number}';
INSERT INTO {table} (organization_id, email) SELECT gen_random_uuid(), 'a@example.org' WHERE false;
