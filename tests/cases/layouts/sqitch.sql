The plan says the order; a change that is done anew keeps its old script under the tag.
-- file: sqitch.plan
%syntax-version=1.0.0
%project=flipr
%uri=https://example.com/flipr/

t 2026-01-01T00:00:00Z Marge N. O'Vera <marge@example.com> # The first table.
u [t] 2026-01-02T00:00:00Z Marge N. O'Vera <marge@example.com> # Another.
@v1 2026-01-03T00:00:00Z Marge N. O'Vera <marge@example.com> # Tag v1.

t [t@v1 !x] 2026-01-04T00:00:00Z Marge N. O'Vera <marge@example.com> # Anew.
-- file: deploy/t@v1.sql
BEGIN;
CREATE TABLE t (id bigint PRIMARY KEY);
COMMIT;
-- file: revert/t@v1.sql
DROP TABLE t;
-- file: verify/t@v1.sql
SELECT id FROM t;
-- file: deploy/u.sql
CREATE TABLE u (id int);
CREATE TABLE v (id int);
-- file: revert/u.sql
DROP TABLE u;
-- file: deploy/t.sql
ALTER TABLE t ADD COLUMN a int;
-- file: deploy/unplanned.sql
CREATE TABLE w (id int);
