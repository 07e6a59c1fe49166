Up and down pairs: the down files are listed, never judged.
-- file: migrations/00000000000000_diesel_initial_setup/up.sql
CREATE FUNCTION diesel_set_updated_at() RETURNS trigger AS $$
BEGIN
    IF (NEW IS DISTINCT FROM OLD) THEN
        NEW.updated_at := current_timestamp;
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- file: migrations/00000000000000_diesel_initial_setup/down.sql
DROP FUNCTION diesel_set_updated_at();
-- file: migrations/2019-02-26-002946_create_user/up.sql
create table user_ (id serial primary key, name varchar(20) not null);
-- file: migrations/2019-02-26-002946_create_user/down.sql
drop table user_;
-- file: migrations/2019-03-03-163336_create_post/up.sql
create table post (id serial primary key, creator_id int references user_ on update cascade not null);
-- file: migrations/2019-03-03-163336_create_post/down.sql
drop table post;
