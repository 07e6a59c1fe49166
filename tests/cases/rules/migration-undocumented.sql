A word that holds the name is not the name.
-- file: lockgate.toml
[files]
guide = "docs/guide.md"
-- file: docs/guide.md
1. **001_orders.sql** - the first
2. `002_taxes` - named without its ending.
See 0033_other.sql and x003_more.sql.
-- file: 001_orders.sql
SELECT 1;
-- file: 002_taxes.sql
SELECT 1;
-- file: 003_more.sql
SELECT 1;
