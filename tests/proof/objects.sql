-- Views, triggers, policies, sequences, types and the rest.

-- case: rename-view
alter view vw rename to vw2;

-- case: set-schema
alter table t set schema s2;

-- case: create-statistics
create statistics st2 on a,u from t;

-- case: drop-view
drop view vw;

-- case: create-view
create view vw9 as select * from t;

-- case: create-or-replace-view
create or replace view vw as select id,a from t;

-- case: drop-matview
drop materialized view mv;

-- case: create-matview-with-data
create materialized view mv2 as select * from t;

-- case: create-trigger
create trigger tr2 after update on t for each row execute procedure trgf();

-- case: drop-trigger
drop trigger tr on t;

-- case: disable-trigger
alter table t disable trigger tr;

-- case: enable-trigger
alter table t enable trigger tr;

-- case: disable-trigger-all
alter table t disable trigger all;

-- case: create-rule
create rule ru2 as on insert to ser do also nothing;

-- case: drop-rule
drop rule ru on ser;

-- case: create-policy
create policy pol2 on t using (true);

-- case: alter-policy
alter policy pol on t using (a > 0);

-- case: drop-policy
drop policy pol on t;

-- case: of-type
create type ct as (id int);
alter table ul of ct;

-- case: enum-add-value
alter type mood add value 'great';

-- case: enum-rename-value
alter type mood rename value 'ok' to 'okay';

-- case: domain-add-constraint
alter domain dom add constraint dck check (value > -1);

-- case: domain-add-constraint-not-valid
alter domain dom add constraint dck check (value > -1) not valid;

-- case: domain-set-not-null
alter domain dom set not null;

-- case: grant
grant select on t to some_role;

-- case: alter-sequence
alter sequence s restart with 5;

-- case: alter-sequence-increment
alter sequence s increment by 10;

-- case: setval
select setval('s', 10);

-- case: create-publication
create publication pub2 for table t;

-- case: alter-publication-add-table
alter publication pub add table t;

-- case: create-publication-all
create publication pub3 for all tables;

-- case: alter-view-set-option
alter view vw set (security_barrier=true);

-- case: drop-sequence
drop sequence s;

-- case: drop-type-cascade
drop type mood cascade;

-- case: drop-domain-cascade
drop domain dom cascade;

-- case: drop-function-cascade
drop function trgf() cascade;

-- case: drop-schema-cascade
create table s2.q(id int references t(id));
drop schema s2 cascade;

-- case: drop-statistics
drop statistics st;

-- case: drop-publication
drop publication pub;

-- case: alter-publication-set-table
alter publication pub set table t;

-- case: alter-sequence-as-bigint
alter sequence ser_id_seq as bigint;

-- case: alter-sequence-owned-by
alter sequence s owned by t.a;

-- case: alter-default-privileges
alter default privileges grant select on tables to some_role;

-- case: create-extension-existing
create extension if not exists plpgsql;

-- case: create-function
create function f9() returns int language sql as $$select 1$$;

-- case: create-or-replace-function-used-by-trigger
create or replace function trgf() returns trigger language plpgsql as 'begin return null; end';

-- case: set-search-path
set local search_path=s2;
