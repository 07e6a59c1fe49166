The guide's own migration, once as it should be and once with each convention broken, its roll back, and what is loose.
-- file: lockgate.toml
preset = "school-erp"
-- file: backend/prisma/migrations/migration_lock.toml
provider = "postgresql"
-- same: backend/prisma/migrations/20250101000000_init/migration.sql
CREATE TABLE "users" ("id" TEXT NOT NULL PRIMARY KEY, "email" TEXT NOT NULL);
-- file: backend/prisma/migrations/20250301120000_add_activities_and_password_reset/migration.sql
-- CreateEnum
CREATE TYPE "ActivityType" AS ENUM ('LOGIN', 'LOGOUT', 'CREATE', 'UPDATE', 'DELETE', 'VIEW');

-- CreateEnum
CREATE TYPE "ActivityAction" AS ENUM ('USER_LOGIN', 'USER_LOGOUT', 'FEE_PAYMENT', 'OTHER');

-- AlterTable
ALTER TABLE "users"
ADD COLUMN "passwordResetToken" TEXT,
ADD COLUMN "passwordResetExpires" TIMESTAMP;

-- CreateTable
CREATE TABLE "activities" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "userId" TEXT NOT NULL,
  "action" "ActivityAction" NOT NULL,
  "actionType" "ActivityType" NOT NULL,
  "module" TEXT NOT NULL,
  "resourceId" TEXT,
  "resourceType" TEXT,
  "changes" JSONB,
  "status" TEXT NOT NULL DEFAULT 'SUCCESS',
  "createdAt" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateIndex
CREATE INDEX "activities_userId_idx" ON "activities"("userId");
CREATE INDEX "activities_createdAt_idx" ON "activities"("createdAt");
CREATE INDEX "activities_action_idx" ON "activities"("action");

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- file: backend/prisma/migrations/20250302120000_reference_without_foreign_key/migration.sql
CREATE TABLE "sessions" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "userId" TEXT NOT NULL
);
CREATE INDEX "sessions_userId_idx" ON "sessions"("userId");
-- file: backend/prisma/migrations/20250303120000_unique_while_all_wait/migration.sql
ALTER TABLE "users" ADD COLUMN "loginToken" TEXT UNIQUE;
-- file: backend/prisma/migrations/20250304120000_enum_of_another_case/migration.sql
CREATE TYPE "fee_status" AS ENUM ('PAID', 'unpaid');
-- file: backend/prisma/migrations/20250305120000_column_of_another_case/migration.sql
ALTER TABLE "users" ADD COLUMN "first_name" TEXT;
-- file: backend/prisma/migrations/20250306120000_index_of_another_name/migration.sql
CREATE TABLE "exams" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "heldAt" TIMESTAMP
);
CREATE INDEX "by_day" ON "exams"("heldAt");
-- file: backend/prisma/migrations/20250307120000_changes_that_no_index_serves/migration.sql
ALTER TABLE "exams" ADD COLUMN "results" JSON;
-- file: backend/prisma/migrations/20250308120000-dashes/migration.sql
ALTER TABLE "exams" ADD COLUMN "room" TEXT;
-- file: backend/prisma/migrations/20250309120000_move_old_logs/migration.sql
INSERT INTO "activities" ("id", "userId", "action", "actionType", "module")
SELECT gen_random_uuid(), "userId", CAST("action" AS "ActivityAction"), 'VIEW'::"ActivityType", "module"
FROM activity_logs
WHERE "userId" IS NOT NULL;
-- file: backend/prisma/migrations/20250310120000_roll_back/migration.sql
DROP TABLE IF EXISTS "activities";
DROP TYPE IF EXISTS "ActivityAction";
ALTER TABLE "users"
DROP COLUMN IF EXISTS "passwordResetToken",
DROP COLUMN IF EXISTS "passwordResetExpires";
