-- Reports by year of hiring read the whole table today.
CREATE INDEX CONCURRENTLY IF NOT EXISTS employees_hired_on_idx ON employees (hired_on);
