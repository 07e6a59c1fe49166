Each changeset is a transaction of its own, in the order of the changelog.
-- file: db/db.changelog-master.yaml
databaseChangeLog:
  - include:
      file: db/b.sql
  - include:
      file: a.sql
      relativeToChangelogFile: true
-- file: db/b.sql
--liquibase formatted sql

--changeset ann:1
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE s (id int);
--rollback DROP TABLE t;

--changeset ann:2 runInTransaction:false
CREATE INDEX CONCURRENTLY t_idx ON t (id);

--changeset ann:3 dbms:oracle
CREATE TABLE nowhere (id NUMBER);

--changeset ann:4
CREATE INDEX CONCURRENTLY t_idx2 ON t (id);
-- file: db/a.sql
-- liquibase formatted sql
-- changeset bob:1
CREATE TABLE u (id int);
