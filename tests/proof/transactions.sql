-- What may stand in a transaction block.

-- case: in-transaction-create-index-concurrently
create index concurrently cix on t(b);

-- case: in-transaction-drop-index-concurrently
drop index concurrently t_a_idx;

-- case: in-transaction-reindex-concurrently
reindex index concurrently t_a_idx;

-- case: in-transaction-vacuum-full
vacuum full t;

-- case: in-transaction-vacuum
vacuum t;

-- case: in-transaction-detach-concurrently from 14
alter table p detach partition p1 concurrently;

-- case: in-transaction-enum-add-value
alter type mood add value 'x1';

-- case: in-transaction-alter-system
alter system set work_mem='5MB';

-- case: in-transaction-create-database
create database zz;

-- case: in-transaction-drop-database
drop database zz;

-- case: in-transaction-refresh-matview-concurrently
refresh materialized view concurrently mv;

-- case: in-transaction-cluster-all
cluster;

-- case: in-transaction-reindex-database
reindex database postgres;

-- case: in-transaction-reindex-schema
reindex schema public;

-- case: in-transaction-create-subscription-with-slot
create subscription sub connection 'dbname=f' publication pub;

-- case: in-transaction-create-tablespace
create tablespace ts location '/nonexist';

-- case: in-transaction-reindex-partitioned-table from 14
reindex table p;

-- case: in-transaction-enum-add-value-then-use
alter type mood add value 'x2';
insert into t(id,u,e) values (99999,99999,'x2');

-- case: in-transaction-create-index-concurrently-partitioned
create index concurrently on p(x);

-- case: in-transaction-add-fk-partitioned-not-valid
alter table p add constraint pfk foreign key (x) references r(id) not valid;

-- case: in-transaction-drop-index-concurrently-partitioned
create index pix on p(x);
drop index concurrently pix;
