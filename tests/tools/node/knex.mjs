// What Knex does with a folder: `node knex.mjs URL FOLDER`.
import knex from "knex";

const [connection, directory] = process.argv.slice(2);
const database = knex({ client: "pg", connection });
try {
  await database.migrate.latest({ directory });
} finally {
  await database.destroy();
}
