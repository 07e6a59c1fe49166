-- file: 001_drop.sql
DROP OWNED BY departed;
