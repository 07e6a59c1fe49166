-- What PostgreSQL refuses.

-- case: cic-in-tx
create index concurrently q1 on t(a);

-- case: drop-index-concurrently-cascade alone
drop index concurrently t_a_idx cascade;

-- case: drop-index-concurrently-multi alone
drop index concurrently t_a_idx, t_b_idx;

-- case: drop-index-backing-constraint
drop index t_pkey;

-- case: cic-if-not-exists-unnamed alone
create index concurrently if not exists on t(a);

-- case: enum-add-value-used-same-tx
alter type mood add value 'x9';
insert into t(id,u,e) values (77777,77777,'x9');

-- case: enum-new-type-used-same-tx
create type m2 as enum ('a');
alter type m2 add value 'b';
select 'b'::m2;

-- case: add-column-notnull-no-default-nonempty
alter table t add column z int not null;

-- case: add-column-notnull-no-default-empty
create table em(a int);
alter table em add column z int not null;

-- case: add-column-pk-nonempty
create table npk(a int);
insert into npk values (1);
alter table npk add column id int primary key;

-- case: add-column-exists
alter table t add column a int;

-- case: add-column-too-many
create table w(a0 int);
do $$begin for i in 1..1600 loop execute 'alter table w add column a'||i||' int'; end loop; end$$;

-- case: set-not-null-with-nulls
update t set a=null where id=1;
alter table t alter column a set not null;

-- case: add-check-violated
alter table t add constraint q check (a < 0);

-- case: add-fk-violated
insert into c values (99999,99999,1);
alter table c add constraint q foreign key (t_id) references t(id);

-- case: add-fk-not-unique-target
alter table c add constraint q foreign key (t_id) references t(a);

-- case: add-fk-type-mismatch-text
create table ct(t_id text);
alter table ct add foreign key (t_id) references t(id);

-- case: add-fk-type-mismatch-int-bigint
create table ci(t_id int);
alter table ci add foreign key (t_id) references t(id);

-- case: fk-referencing-partitioned
create table pp(id int primary key) partition by range(id);
create table cp(id int references pp(id));

-- case: unique-duplicates
update t set a=1;
alter table t add constraint q unique(a);

-- case: unlogged-partitioned
create unlogged table up(id int) partition by range(id);

-- case: row-before-trigger-partitioned
create trigger q before insert on p for each row execute procedure trgf();

-- case: set-not-null-only-parent
alter table only p alter column x set not null;

-- case: add-column-only-parent
alter table only p add column z int;

-- case: drop-column-partition-key
alter table p drop column id;

-- case: type-change-partition-key
alter table p alter column id type int;

-- case: attach-overlap
create table ao(id bigint not null, x int);
alter table p attach partition ao for values from (500) to (600);

-- case: attach-missing-column
create table am(id bigint not null);
alter table p attach partition am for values from (9000) to (9100);

-- case: attach-missing-notnull
create table am(id bigint, x int);
alter table p attach partition am for values from (9000) to (9100);

-- case: type-change-used-by-view
alter table t alter column a type bigint;

-- case: type-change-no-cast
create table tc(a text);
alter table tc alter column a type int;

-- case: type-change-default-no-cast
create table tc(a text default 'x');
alter table tc alter column a type int using a::int;

-- case: type-change-used-in-policy
create policy q on ser using (y > 0);
alter table ser alter column y type bigint;

-- case: type-change-used-in-trigger-when
create trigger q before update on ser for each row when (old.y > 0) execute procedure trgf();
alter table ser alter column y type bigint;

-- case: drop-column-used-by-view
alter table t drop column a;

-- case: drop-table-referenced
drop table t;

-- case: drop-table-used-by-view
drop table t;

-- case: drop-type-in-use
drop type mood;

-- case: drop-function-used-by-trigger
drop function trgf();

-- case: drop-schema-not-empty
create table s2.z(a int);
drop schema s2;

-- case: drop-role-owning
create role q;
alter table ser owner to q;
drop role q;

-- case: rename-to-existing
alter table t rename to r;

-- case: replace-view-drop-column
create or replace view vw as select id from t;

-- case: replace-view-reorder
create or replace view vw as select a,id from t;

-- case: replace-function-return-type
create or replace function trgf() returns int language sql as 'select 1';

-- case: replace-function-param-name
create function fp(a int) returns int language sql as 'select 1';
create or replace function fp(b int) returns int language sql as 'select 1';

-- case: index-not-immutable
create index on t((tz::date));

-- case: index-row-size-exceeded
create table lr(a text);
insert into lr select string_agg(md5(g::text),'') from generate_series(1,500) g;
create index on lr(a);

-- case: check-subquery
alter table t add constraint q check (a in (select 1));

-- case: check-not-immutable-now
alter table t add constraint q check (tz < now());

-- case: identity-on-nullable
alter table t alter column a add generated always as identity;

-- case: identity-and-default
create table idf(a int not null default 1);
alter table idf alter column a add generated always as identity;

-- case: using-index-partial
create unique index q on t(id) where a>0;
alter table t add constraint q2 unique using index q;

-- case: using-index-expression
create unique index q on t((id+1));
alter table t add constraint q2 unique using index q;

-- case: using-index-desc
create unique index q on t(id desc);
alter table t add constraint q2 unique using index q;

-- case: using-index-not-unique
alter table t add constraint q2 unique using index t_a_idx;

-- case: refresh-concurrently-no-unique
create materialized view q as select 1 a;
refresh materialized view concurrently q;

-- case: refresh-concurrently-unpopulated
create materialized view q as select 1 a with no data;
create unique index on q(a);
refresh materialized view concurrently q;

-- case: set-logged-references-unlogged
create unlogged table u1(id int primary key);
create unlogged table u2(id int references u1(id));
alter table u2 set logged;

-- case: logged-fk-to-unlogged
create unlogged table u1(id int primary key);
create table u2(id int references u1(id));

-- case: truncate-referenced
truncate t;

-- case: alter-pending-trigger-events
create table d1(id int primary key);
create table d2(id int references d1(id) deferrable initially deferred);
insert into d1 values (1);
insert into d2 values (1);
alter table d2 add column z int;

-- case: alter-after-update-pending-fk
update c set r_id=r_id;
alter table c add column z int;

-- case: create-database-in-tx
create database q;

-- case: vacuum-in-tx
vacuum t;

-- case: alter-system-in-tx
alter system set work_mem='4MB';

-- case: default-expression-column-ref
alter table t add column z int default a;

-- case: validate-nonexistent
alter table t validate constraint nope;

-- case: drop-constraint-nonexistent
alter table t drop constraint nope;

-- case: fk-set-null-on-notnull-col
create table fn(t_id bigint not null references t(id) on delete set null);

-- case: pk-on-jsonb
create table pj(a jsonb primary key);

-- case: pk-on-json
create table pj(a json primary key);

-- case: index-on-json
create index on t(j);

-- case: distinct-on-json
select distinct j from t;

-- case: inherit-from-partitioned
create table ip() inherits (p);

-- case: rls-leaky-superuser-only
alter table t force row level security;

-- case: merge-statement
merge into t using r on t.id=r.id when matched then update set a=1;

-- case: nulls-not-distinct
create unique index q on t(a) nulls not distinct;

-- case: security-invoker-view
create view q with (security_invoker=true) as select 1;

-- case: without-overlaps
create table wo(id int, v int4range, primary key(id, v without overlaps));

-- case: add-column-if-not-exists-different-type
alter table t add column if not exists a text;

-- case: create-table-if-not-exists-different
create table if not exists t(zzz int);

-- case: create-index-if-not-exists-different
create index if not exists t_a_idx on t(b);

-- case: cic-on-partitioned-parent alone
create index concurrently q2 on p(x);

-- case: drop-index-concurrently-partitioned alone
create index q3 on p(x);
drop index concurrently q3;

-- case: add-fk-partitioned-not-valid
alter table p add constraint q foreign key (id) references r(id) not valid;

-- case: unique-partitioned-without-key
alter table p add constraint q unique (x);

-- case: pk-partitioned-without-key
create table pq(id int, k int, primary key(id)) partition by range(k);

-- case: exclusion-on-partitioned
alter table p add constraint q exclude using btree (id with =);

-- case: attach-default-has-rows
create table an(id bigint, x int);
alter table pd attach partition an for values from (0) to (10);

-- case: enum-add-existing-value
alter type mood add value 'sad';

-- case: type-change-used-in-generated
create table tg(a int, b int generated always as (a*2) stored);
alter table tg alter column a type bigint;

-- case: drop-column-used-by-generated
create table tg(a int, b int generated always as (a*2) stored);
alter table tg drop column a;

-- case: generated-not-immutable
create table gi(a timestamptz, b text generated always as (a::text) stored);

-- case: reindex-concurrently-in-tx
reindex table concurrently t;

-- case: detach-concurrently-with-default from 14 alone
create table pd1 partition of pd for values from (7000) to (7100);
alter table pd detach partition pd1 concurrently;

-- case: virtual-generated-index from 18
create table vg(a int, b int generated always as (a*2) virtual);
create index on vg(b);

-- case: not-valid-notnull-then-pk from 18
create table nv(a int);
alter table nv add constraint q not null a not valid;
alter table nv add primary key(a);
