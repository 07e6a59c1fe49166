// What node-pg-migrate does with a folder when a program calls it: `node node-pg-migrate.mjs URL FOLDER`. Unlike its
// command line it gives each file a transaction of its own.
import { runner } from "node-pg-migrate";

const [databaseUrl, dir] = process.argv.slice(2);
await runner({ databaseUrl, dir, direction: "up", count: Infinity, migrationsTable: "pgmigrations", log: () => {} });
