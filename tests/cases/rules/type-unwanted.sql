A type that the settings keep is fine: `json` here is told to stay what it is.
-- file: lockgate.toml
preset = "bahinlink"
primary-key = "bigint"
[types]
json = "json"
serial = "bigint"
[rules]
required-column-missing = "off"
identifier-misnamed = "off"
file-misnamed = "off"
-- file: 001_types.sql
CREATE TABLE a (
    id bigint PRIMARY KEY,
    uid uuid,
    at timestamp(3),
    ats timestamp without time zone[],
    atz timestamptz(3),
    doc json,
    price double precision,
    fare money,
    n serial
);
CREATE TABLE b (id uuid, part int, PRIMARY KEY (id, part));
CREATE TABLE c (id int);
ALTER TABLE c ADD PRIMARY KEY (id);
ALTER TABLE c ADD COLUMN at timestamp, ALTER COLUMN id TYPE real;
