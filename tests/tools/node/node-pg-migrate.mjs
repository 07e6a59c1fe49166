// What node-pg-migrate does with a folder: `node node-pg-migrate.mjs URL FOLDER`.
import { runner } from "node-pg-migrate";

const [databaseUrl, dir] = process.argv.slice(2);
await runner({ databaseUrl, dir, direction: "up", count: Infinity, migrationsTable: "pgmigrations", log: () => {} });
