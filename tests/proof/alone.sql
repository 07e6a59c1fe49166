-- What cannot stand in a transaction block, each statement by itself.

-- case: create-index-concurrently alone
create index concurrently cix on t(b);

-- case: create-unique-index-concurrently alone
create unique index concurrently cix on t(id, a);

-- case: drop-index-concurrently alone
drop index concurrently t_a_idx;

-- case: reindex-index-concurrently alone
reindex index concurrently t_a_idx;

-- case: reindex-table-concurrently alone
reindex table concurrently c;

-- case: detach-concurrently from 14 alone
alter table p detach partition p1 concurrently;

-- case: vacuum alone
vacuum c;

-- case: vacuum-full alone
vacuum full c;

-- case: create-index-alone alone
create index on c(t_id);

-- case: alter-system alone
alter system set work_mem = '5MB';

-- case: create-database alone
create database zz;
