The golden vector, with a file more that leaves its transaction out.
-- file: migrations/20260101000000_a.sql
CREATE TABLE t (id bigint PRIMARY KEY);
-- file: migrations/20260102000000_b.sql
CREATE TABLE u (id int);
-- file: migrations/atlas.sum
h1:h295cX7WrTml3vxM/rUW4ZG/sKTJ2IN0wg5eAQKkbKg=
20260101000000_a.sql h1:FMRePCUCPT7mHQL6Z0KO1nkmCSxNuDIzQg8wEekgokk=
20260102000000_b.sql h1:mLM6l5ZPuz1A91xRaBMIjmWQoe5jWXfC1pFf7eB2L2w=
