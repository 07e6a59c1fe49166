-- Partitioned tables.

-- case: create-index-partitioned-parent
create index on p(x);

-- case: create-table-partition-of
create table p3 partition of p for values from (3000) to (4000);

-- case: create-table-partition-of-with-default
create table pd3 partition of pd for values from (3000) to (4000);

-- case: attach-partition-no-check
alter table p attach partition pn for values from (2000) to (3000);

-- case: attach-partition-with-check
alter table p attach partition pnc for values from (2000) to (3000);

-- case: attach-partition-with-default-sibling
alter table pd attach partition pd_new for values from (5000) to (6000);

-- case: detach-partition
alter table p detach partition p1;

-- case: drop-partition
drop table p1;

-- case: create-unique-index-partitioned
create unique index on p(id);

-- case: partitioned-add-check
alter table p add constraint pck check (id >= 0);

-- case: partitioned-add-check-not-valid
alter table p add constraint pck check (id >= 0) not valid;

-- case: partitioned-add-pk
alter table p add primary key (id);

-- case: partitioned-set-not-null
alter table p alter column x set not null;

-- case: partitioned-add-fk
alter table p add constraint pfk foreign key (id) references r(id);

-- case: partitioned-drop-index
create index pxi on p(x);
drop index pxi;

-- case: partitioned-create-trigger
create trigger ptr after insert on p for each row execute procedure trgf();

-- case: partitioned-truncate
truncate p;

-- case: partitioned-validate
alter table p add constraint pck check (id >= 0) not valid;
alter table p validate constraint pck;
