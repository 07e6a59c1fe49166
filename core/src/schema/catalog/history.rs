//! History tables of migration tools: theirs, not the project's.

use super::{Catalog, Object};

/// Names that nobody else gives a table.
const NAMES: &[&str] = &[
    "__diesel_schema_migrations",
    "__drizzle_migrations",
    "_prisma_migrations",
    "_sqlx_migrations",
    "alembic_version",
    "ar_internal_metadata",
    "atlas_schema_revisions",
    "databasechangelog",
    "databasechangeloglock",
    "flyway_schema_history",
    "goose_db_version",
    "knex_migrations",
    "knex_migrations_lock",
    "pgmigrations",
    "refinery_schema_history",
    "schema_migrations",
    "typeorm_metadata",
];

/// Schemas that hold nothing else; `lockgate` holds our own ledger.
const SCHEMAS: &[&str] =
    &["atlas_schema_revisions", "drizzle", "lockgate", "pgroll", "sqitch", "supabase_migrations"];

/// TypeORM's is called `migrations`, as a project's own may be; its columns tell.
const TYPEORM: [&str; 3] = ["id", "timestamp", "name"];

/// Whether a relation is where a migration tool keeps what it ran.
pub fn is_history(catalog: &Catalog, object: &Object) -> bool {
    let name = object.name.as_str();
    let typeorm = || {
        let columns = object.relation().into_iter().flat_map(|it| &it.columns);
        columns.map(|it| it.name.as_str()).eq(TYPEORM)
    };
    let schema = object.below.and_then(|it| catalog.get(it));
    NAMES.contains(&name)
        || schema.is_some_and(|it| SCHEMAS.contains(&it.name.as_str()))
        || (name == "migrations" && typeorm())
}

/// Whether a relation of this name is one, whatever else is known of it.
pub fn is_history_name(name: &str) -> bool {
    NAMES.contains(&name)
}

/// Whether a schema holds history and nothing else.
pub fn is_history_schema(name: &str) -> bool {
    SCHEMAS.contains(&name)
}
