Plain strings of raw calls; a file may leave its transaction out.
-- file: migrations/20260101000000_t.js
exports.up = function (knex) {
  return knex.schema.raw('CREATE TABLE t (id bigint PRIMARY KEY)').raw('CREATE TABLE u (id int)');
};
exports.down = (knex) => knex.raw('DROP TABLE t');
-- file: migrations/20260102000000_idx.js
exports.up = (knex) => knex.raw(`CREATE INDEX CONCURRENTLY t_idx ON t (id)`);
exports.down = (knex) => knex.raw('DROP INDEX t_idx');
exports.config = { transaction: false };
-- file: migrations/20260103000000_code.js
exports.up = async (knex) => {
  await knex.schema.createTable('v', (table) => table.increments());
  await knex.raw(`INSERT INTO u VALUES (${1})`);
  await knex.raw('INSERT INTO u VALUES (?)', [2]);
  await knex.raw('INSERT INTO u VALUES (3)');
};
