-- file: lockgate.toml
references = ["{table}Id", "{table}_id"]
-- same: 001_old.sql
CREATE TABLE users (id text PRIMARY KEY, "cityId" int);
CREATE TABLE user_roles (id text PRIMARY KEY);
CREATE TABLE cities (id int PRIMARY KEY);
CREATE TABLE boxes (id int, shelf int, PRIMARY KEY (id, shelf));
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE "Team" (id int PRIMARY KEY);
-- file: 002_new.sql
CREATE TABLE activities (
    id text PRIMARY KEY,
    "userId" text NOT NULL,
    "userRoleId" text,
    city_id int,
    box_id int,
    "resourceId" text,
    "teamId" int,
    "ürId" int,
    "Id" int,
    agent_id int,
    post_id int,
    post_type text
);
CREATE TABLE held (id int PRIMARY KEY, "userId" text, city_id text, held_id int);
ALTER TABLE held ADD FOREIGN KEY ("userId") REFERENCES users (id);
CREATE INDEX ON held ("userId");
ALTER TABLE posts ADD COLUMN "cityId" int;
