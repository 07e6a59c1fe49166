Two folders feed one database, with one line of numbers; the ranges say who may take which.
-- file: lockgate.toml
folders = ["people/migrations", "adherence/migrations"]
sequential = true
[[ranges]]
name = "people"
from = 1
to = 99
folder = "people/migrations"
[[ranges]]
name = "adherence"
from = 100
to = 199
folder = "adherence/migrations"
-- file: people/migrations/026_t.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: people/migrations/028_v.sql
CREATE TABLE v (id int);
-- file: adherence/migrations/100_u.sql
CREATE TABLE u (id int);
-- file: adherence/migrations/027_w.sql
CREATE TABLE w (id int);
-- file: old/003_x.sql
CREATE TABLE x (id int);
