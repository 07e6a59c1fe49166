-- Changes of a column's type.

-- case: type-int-to-bigint
drop materialized view mv;
drop view vw;
alter table t alter column a type bigint;

-- case: type-bigint-to-int
drop materialized view mv;
drop view vw;
alter table t alter column id type int;

-- case: type-smallint-to-int
alter table t alter column si type int;

-- case: type-varchar-widen
alter table t alter column v type varchar(100);

-- case: type-varchar-narrow
alter table t alter column v type varchar(40);

-- case: type-varchar-to-varchar-nolimit
alter table t alter column v type varchar;

-- case: type-varchar-to-text
alter table t alter column v type text;

-- case: type-text-to-varchar-nolimit
alter table t alter column b type varchar;

-- case: type-text-to-varchar-n
alter table t alter column b type varchar(500);

-- case: type-char-widen
alter table t alter column ch type char(20);

-- case: type-char-to-text
alter table t alter column ch type text;

-- case: type-numeric-widen-precision
alter table t alter column n type numeric(12,2);

-- case: type-numeric-change-scale
alter table t alter column n type numeric(12,3);

-- case: type-numeric-unconstrained
alter table t alter column n type numeric;

-- case: type-int-to-numeric
drop materialized view mv;
drop view vw;
alter table t alter column a type numeric;

-- case: type-timestamp-to-timestamptz-utc
set local timezone='UTC';
alter table big_ts alter column a type timestamptz;

-- case: type-timestamp-to-timestamptz-nonutc
set local timezone='Europe/Stockholm';
alter table big_ts alter column a type timestamptz;

-- case: type-timestamptz-to-timestamp-utc
set local timezone='UTC';
alter table big_ts alter column b type timestamp;

-- case: type-timestamp-precision-widen
alter table t alter column ts3 type timestamp(6);

-- case: type-timestamp-precision-narrow
alter table t alter column ts type timestamp(3);

-- case: type-interval-narrow
alter table t alter column ivl type interval(3);

-- case: type-json-to-jsonb
alter table t alter column j type jsonb;

-- case: type-jsonb-to-json
alter table t alter column jb type json;

-- case: type-text-to-jsonb
alter table t alter column b type jsonb using to_jsonb(b);

-- case: type-text-to-uuid-using-null
alter table t alter column b type uuid using null;

-- case: type-cidr-to-inet
alter table t alter column ip type inet;

-- case: type-varbit-widen
alter table t alter column bits type varbit(16);

-- case: type-xml-to-text
alter table t alter column x1 type text;

-- case: type-text-collation-change
alter table t alter column b type text collate "C";

-- case: type-text-to-domain-unconstrained
alter table t alter column b type domtext;

-- case: type-int-to-domain-constrained
drop materialized view mv;
drop view vw;
create domain dpos as int check (value > 0);
alter table t alter column a type dpos;

-- case: type-enum-to-text
alter table t alter column e type text;

-- case: type-int-using-same
alter table t alter column nn type int using nn;

-- case: type-int-to-bigint-fk-child
alter table c alter column t_id type int;

-- case: serial-to-bigint
alter table ser alter column id type bigint;

-- case: alter-enum-drop-value-recreate
create type mood2 as enum ('ok');
alter table t alter column e type mood2 using e::text::mood2;
