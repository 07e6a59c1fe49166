//! The queries, all at once: the server answers them in a row while the client is still sending.

use tokio_postgres::{Error, Row, Transaction, types::ToSql};

/// The first PostgreSQL whose publications have schemas.
const WITH_PUBLISHED_SCHEMAS: i32 = 150_000;

/// Whether the server prints its definitions too. That is most of its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    Definitions,
    Nothing,
}

/// A query may ask by `$1` whether definitions are wanted.
async fn query(work: &Transaction<'_>, sql: &str, printed: Printed) -> Result<Vec<Row>, Error> {
    let definitions = printed == Printed::Definitions;
    let parameter: &(dyn ToSql + Sync) = &definitions;
    work.query(sql, if sql.contains("$1") { std::slice::from_ref(&parameter) } else { &[] }).await
}

macro_rules! rows {
    ($($name:ident),+ $(,)?) => {
        /// What each file of `sql/` answered, by its name.
        #[derive(Default)]
        pub struct Rows {
            $(pub $name: Vec<Row>,)+
            pub published_schemas: Vec<Row>,
        }

        impl Rows {
            /// `version` is `server_version_num`.
            pub async fn read(work: &Transaction<'_>, version: i32, printed: Printed) -> Result<Rows, Error> {
                let ($($name,)+) = tokio::try_join!(
                    $(query(work, include_str!(concat!("sql/", stringify!($name), ".sql")), printed)),+
                )?;
                let mut rows = Rows { $($name,)+ ..Rows::default() };
                if version >= WITH_PUBLISHED_SCHEMAS {
                    rows.published_schemas = work.query(include_str!("sql/published_schemas.sql"), &[]).await?;
                }
                Ok(rows)
            }
        }
    };
}

rows! {
    columns,
    comments,
    constraints,
    dependencies,
    extensions,
    functions,
    indexes,
    owned,
    parents,
    policies,
    publications,
    published,
    relations,
    rules,
    schemas,
    statistics,
    triggers,
    types,
}
