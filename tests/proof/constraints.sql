-- Constraints.

-- case: rename-constraint
alter table t rename constraint t_ck_nv to t_ck2;

-- case: add-not-null-constraint-not-valid from 18
alter table t add constraint a_nn not null a not valid;

-- case: add-not-null-constraint from 18
alter table t add constraint a_nn not null a;

-- case: add-check
alter table t add constraint ck check (a > -1);

-- case: add-check-not-valid
alter table t add constraint ck check (a > -1) not valid;

-- case: add-check-not-enforced from 18
alter table t add constraint ck check (a > -1) not enforced;

-- case: validate-check
alter table t validate constraint t_ck_nv;

-- case: drop-constraint-check
alter table t drop constraint t_ck_nv;

-- case: add-fk
alter table c add constraint fk2 foreign key (t_id) references t(id);

-- case: add-fk-not-valid
alter table c add constraint fk2 foreign key (t_id) references t(id) not valid;

-- case: add-fk-not-enforced from 18
alter table c add constraint fk2 foreign key (t_id) references t(id) not enforced;

-- case: validate-fk
alter table c validate constraint c_fk_nv;

-- case: drop-constraint-fk
alter table c drop constraint c_fk;

-- case: alter-constraint-deferrable
alter table c alter constraint c_fk deferrable;

-- case: add-unique
alter table t add constraint uq unique (a);

-- case: add-unique-using-index
alter table t add constraint uq unique using index t_u_idx;

-- case: add-pk
alter table ul add primary key (id);

-- case: add-pk-using-index-notnull-col
alter table t drop constraint t_pkey cascade;
alter table t add primary key using index t_u_idx;

-- case: add-pk-using-index-nullable-col
alter table t drop constraint t_pkey cascade;
alter table t add primary key using index t_nn_idx;

-- case: drop-pk
alter table t drop constraint t_pkey cascade;

-- case: add-exclude
alter table t add constraint ex exclude using btree (a with =);

-- case: add-check-and-validate-same-tx
alter table t add constraint ck9 check (a > -5) not valid;
alter table t validate constraint ck9;
