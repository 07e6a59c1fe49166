//! The little that both databases must be able to do. Everything above is written once.

/// A value of the three types that the tables use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Value {
        Value::Text(value.clone())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Value {
        Value::Bytes(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer. A column of another type than asked for is damage, and is said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

impl Row {
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        self.optional_int(column)?.ok_or_else(|| damaged("a number is missing"))
    }

    pub fn optional_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(value)) => Ok(Some(*value)),
            Some(Value::Null) => Ok(None),
            other => Err(damaged(&format!("column {column} should be a number, not {other:?}"))),
        }
    }

    pub fn text(&self, column: usize) -> Result<String, StoreError> {
        self.optional_text(column)?.ok_or_else(|| damaged("a text is missing"))
    }

    pub fn optional_text(&self, column: usize) -> Result<Option<String>, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(value)) => Ok(Some(value.clone())),
            Some(Value::Null) => Ok(None),
            _ => Err(damaged(&format!("column {column} should be text"))),
        }
    }

    pub fn bytes(&self, column: usize) -> Result<Vec<u8>, StoreError> {
        match self.0.get(column) {
            Some(Value::Bytes(value)) => Ok(value.clone()),
            _ => Err(damaged(&format!("column {column} should be bytes"))),
        }
    }
}

fn damaged(what: &str) -> StoreError {
    StoreError::Failed(anyhow::anyhow!("the store is damaged: {what}"))
}

/// An open transaction. Parameters are written `$1`, `$2`, … and nothing else in a text begins with `$`.
pub trait Sql {
    /// Runs one statement; answers how many rows it touched.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;
    /// Runs a text of several statements without parameters.
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// What is done inside a transaction.
pub type Work<'a> = &'a mut dyn FnMut(&mut dyn Sql) -> Result<(), StoreError>;

/// A database. `transaction` commits where `work` is well and takes everything back where it is not.
pub trait Engine: Send + Sync {
    fn transaction(&self, access: Access, work: Work) -> Result<(), StoreError>;
    /// Makes the tables. Two servers that start at once must not collide.
    fn migrate(&self, script: &str) -> Result<(), StoreError>;
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the stream first; the caller's picture of the world is old.
    #[error("`{stream}` has moved on since it was read")]
    Conflict { stream: String },
    /// A unique value is taken already.
    #[error("this is there already")]
    Taken,
    /// Another writer moved the chain's head meanwhile; the same work can be tried again at once.
    #[error("another writer was faster")]
    Again,
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}
