Placeholders are filled in where the project gives a value, and findings point at what is written.
-- file: lockgate.toml
layout = "flyway"
[placeholders]
schema = "app"
table = "users; DROP TABLE beside"
-- file: V1__start.sql
CREATE TABLE ${schema}.orders (id bigint PRIMARY KEY, tags text[] DEFAULT '{{a},{b}}');
-- file: V2__drop.sql
DROP TABLE {{ .schema }}.orders;
DROP TABLE ${table};
DROP TABLE ${nobody}.orders;
DROP TABLE ${nobody}.customers;
{% if old %}
DROP TABLE archive;
{% endif %}
