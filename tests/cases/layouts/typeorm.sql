The class says the order, its plain strings are the SQL, and all else is reported.
-- file: src/migrations/1767312000000-AddU.ts
import { MigrationInterface, QueryRunner } from "typeorm";

export class AddU1767312000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE "u" (id int)`);
    await queryRunner.query('CREATE TABLE v (id int); CREATE TABLE w (id int)');
    // await queryRunner.query(`DROP TABLE gone`);
    await queryRunner.query("ALTER TABLE \"u\" ADD a int");
    await queryRunner.createTable(new Table({ name: "x" }));
    if (process.env.SEED) {
      await queryRunner.query(`INSERT INTO u VALUES (1)`);
    }
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "u"`);
  }
}
-- file: src/migrations/1767225600000-AddT.ts
import { MigrationInterface, QueryRunner } from "typeorm";

export class AddT1767225600000 implements MigrationInterface {
  name = 'AddT1767225600000'
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE t (id bigint PRIMARY KEY)
    `);
  }
  public async down(): Promise<void> {}
}
