-- Indexes.

-- case: rename-index
alter index t_a_idx rename to t_a2;

-- case: create-index
create index on t(b);

-- case: create-unique-index
create unique index on t(id,a);

-- case: create-index-on-only-parent
create index on only p(x);

-- case: drop-index
drop index t_a_idx;

-- case: reindex-index
reindex index t_a_idx;

-- case: reindex-table
reindex table t;

-- case: alter-index-set-storage
alter index t_a_idx set (fillfactor=90);

-- case: alter-index-set-tablespace-default
alter index t_a_idx set tablespace pg_default;

-- case: cluster-on
alter table t cluster on t_a_idx;

-- case: cluster
cluster t using t_a_idx;

-- case: set-without-cluster
alter table t set without cluster;

-- case: create-index-expression
create index on t(lower(b));

-- case: create-index-partial
create index on t(b) where a > 500;

-- case: create-index-if-not-exists-existing
create index if not exists t_a_idx on t(a);
