// What Prisma's schema engine does with a folder: `node prisma.mjs URL FOLDER`. The engine is its WebAssembly build, which
// is on npm; the native one is not.
import { PrismaPg } from "@prisma/adapter-pg";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [url, baseDir] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const module = join(dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")), "schema_engine_bg.wasm");
const { instance } = await WebAssembly.instantiate(readFileSync(module), { "./schema_engine_bg.js": bindings });
bindings.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const schema = `datasource db {\n  provider = "postgresql"\n}\n`;
const factory = new PrismaPg({ connectionString: url });
const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
const adapter = bindMigrationAwareSqlAdapterFactory(factory);
const engine = await bindings.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, adapter);
const folders = readdirSync(baseDir, { withFileTypes: true }).filter((it) => it.isDirectory());
const migrationDirectories = folders
  .map((it) => it.name)
  .sort()
  .map((path) => {
    const value = readFileSync(join(baseDir, path, "migration.sql"), "utf8");
    return { path, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
  });
const lock = join(baseDir, "migration_lock.toml");
const content = existsSync(lock) ? readFileSync(lock, "utf8") : null;
await engine.applyMigrations({
  migrationsList: {
    baseDir,
    lockfile: { path: "migration_lock.toml", content },
    migrationDirectories,
    shadowDbInitScript: "",
  },
  filters: { externalTables: [], externalEnums: [] },
});
process.exit(0);
