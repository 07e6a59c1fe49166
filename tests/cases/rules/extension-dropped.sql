-- file: 001_drop.sql
DROP EXTENSION IF EXISTS citext;
