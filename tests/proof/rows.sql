-- Statements on rows.

-- case: truncate
truncate ser;

-- case: truncate-cascade
truncate t cascade;

-- case: refresh-matview
refresh materialized view mv;

-- case: refresh-matview-concurrently
refresh materialized view concurrently mv;

-- case: lock-table-default
lock table t;

-- case: update-all
update t set a = a + 1;

-- case: delete-all
delete from c;

-- case: insert-select
insert into ser(y) select y from ser;

-- case: select-for-update
select * from t where id=1 for update;

-- case: analyze
analyze t;

-- case: copy-like-select
select count(*) from t;

-- case: update-where-pk
update t set a = 1 where id = 1;

-- case: insert-on-conflict
insert into r values (1,1) on conflict do nothing;

-- case: truncate-only-empty
create table emp(id int);
truncate emp;

-- case: two-tables-ddl
alter table t add column z int;
alter table r add column z int;

-- case: select-in-ddl-tx
alter table t add column z int;
select count(*) from c;

-- case: explain-analyze-update
explain analyze update t set a=a where id<0;
