The journal says the order; its moments say what never runs. One file is not in it.
-- file: drizzle/meta/_journal.json
{"version":"7","dialect":"postgresql","entries":[
{"idx":0,"version":"7","when":1767225600000,"tag":"0000_t","breakpoints":true},
{"idx":1,"version":"7","when":1767312000000,"tag":"0001_u","breakpoints":true},
{"idx":2,"version":"7","when":1767268800000,"tag":"0002_late","breakpoints":true}]}
-- file: drizzle/0000_t.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: drizzle/0001_u.sql
CREATE TABLE u (id int);--> statement-breakpoint
ALTER TABLE u ADD COLUMN a int;
-- file: drizzle/0002_late.sql
CREATE TABLE v (id int);
-- file: drizzle/0003_forgotten.sql
CREATE TABLE w (id int);
