Every convention of the guide kept once (in the first two migrations) and broken once (each later one says which by its name).
-- file: lockgate.toml
preset = "bahinlink"
-- file: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- file: prisma/migrations/20250619104237_initial_security_workforce_schema/migration.sql
-- CreateEnum
CREATE TYPE "UserRole" AS ENUM ('ADMIN', 'SUPERVISOR', 'AGENT', 'CLIENT');

-- CreateTable
CREATE TABLE "clients" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "budget" DECIMAL(12,2),
    "metadata" JSONB,
    "tags" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sites" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "site_code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sites_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sites_site_code_key" ON "sites"("site_code");

-- CreateIndex
CREATE INDEX "sites_client_id_idx" ON "sites"("client_id");

-- AddForeignKey
ALTER TABLE "sites" ADD CONSTRAINT "sites_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- file: prisma/migrations/20250619104915_add_shifts_with_indexes/migration.sql
-- CreateTable
CREATE TABLE "shifts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "site_id" UUID NOT NULL,
    "role" "UserRole" NOT NULL DEFAULT 'AGENT',
    "start_time" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shifts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shifts_site_id_start_time_idx" ON "shifts"("site_id", "start_time");

-- AddForeignKey
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "sites"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- file: prisma/migrations/20250701090000_names_its_folder/migration.sql
COMMENT ON TABLE "shifts" IS 'a folder that is named as the others are';
-- file: prisma/migrations/20250702090000_NamesItsFolder/migration.sql
COMMENT ON TABLE "sites" IS 'a folder that is not';
-- file: prisma/migrations/20250703090000_foreign_key_without_index/migration.sql
CREATE TABLE "client_requests" (
    "id" UUID NOT NULL,
    "client_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "client_requests_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "client_requests" ADD CONSTRAINT "client_requests_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- file: prisma/migrations/20250704090000_reference_without_foreign_key/migration.sql
CREATE TABLE "attendance" (
    "id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "attendance_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "attendance_shift_id_idx" ON "attendance"("shift_id");
-- file: prisma/migrations/20250704100000_nothing_said_of_deletes/migration.sql
CREATE TABLE "qr_codes" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "qr_codes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "qr_codes_site_id_idx" ON "qr_codes"("site_id");
ALTER TABLE "qr_codes" ADD CONSTRAINT "qr_codes_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "sites"("id");
-- file: prisma/migrations/20250705090000_key_is_no_uuid/migration.sql
CREATE TABLE "messages" (
    "id" SERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);
-- file: prisma/migrations/20250706090000_time_without_zone/migration.sql
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);
-- file: prisma/migrations/20250707090000_no_updated_at/migration.sql
CREATE TABLE "media_files" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "media_files_pkey" PRIMARY KEY ("id")
);
-- file: prisma/migrations/20250708090000_json_that_no_index_serves/migration.sql
ALTER TABLE "reports" ADD COLUMN "details" JSON;
-- file: prisma/migrations/20250709090000_money_that_rounds/migration.sql
ALTER TABLE "reports" ADD COLUMN "cost" DOUBLE PRECISION;
-- file: prisma/migrations/20250710090000_index_of_another_name/migration.sql
CREATE TABLE "audit_logs" (
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "audit_logs_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "idx_audit_action" ON "audit_logs"("action");
-- file: prisma/migrations/20250711090000_constraints_of_another_name/migration.sql
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "pk_api_keys" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "api_keys_unique" ON "api_keys"("key");
CREATE INDEX "api_keys_site_id_idx" ON "api_keys"("site_id");
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_to_sites" FOREIGN KEY ("site_id") REFERENCES "sites"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- file: prisma/migrations/20250712090000_enum_of_another_case/migration.sql
CREATE TYPE "report_status" AS ENUM ('DRAFT', 'Submitted');
-- file: prisma/migrations/20250713090000_table_of_another_case/migration.sql
CREATE TABLE "QrCodes" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "QrCodes_pkey" PRIMARY KEY ("id")
);
-- file: prisma/migrations/20250714090000_column_of_another_case/migration.sql
ALTER TABLE "reports" ADD COLUMN "submittedAt" TIMESTAMPTZ(3);
-- file: prisma/migrations/20250715090000_another_schema/migration.sql
CREATE TABLE "audit"."trail" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "trail_pkey" PRIMARY KEY ("id")
);
