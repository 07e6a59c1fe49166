-- file: lockgate.toml
preset = "school-erp"
-- same: prisma/migrations/20250101000000_init/migration.sql
CREATE TABLE "users" ("id" TEXT NOT NULL PRIMARY KEY);
-- file: prisma/migrations/20250301120000_add_activities_and_password_reset/migration.sql
CREATE TYPE "ActivityType" AS ENUM ('LOGIN', 'LOGOUT', 'CREATE', 'UPDATE', 'DELETE', 'VIEW');

ALTER TABLE "users"
ADD COLUMN "passwordResetToken" TEXT UNIQUE,
ADD COLUMN "passwordResetExpires" TIMESTAMP;

CREATE TABLE "activities" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "userId" TEXT NOT NULL,
  "actionType" "ActivityType" NOT NULL,
  "createdAt" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX "activities_userId_idx" ON "activities"("userId");
-- file: prisma/migrations/20250301130000_roll_back/migration.sql
DROP TABLE IF EXISTS "activities";
DROP TYPE IF EXISTS "ActivityType";
ALTER TABLE "users"
DROP COLUMN IF EXISTS "passwordResetToken",
DROP COLUMN IF EXISTS "passwordResetExpires";
