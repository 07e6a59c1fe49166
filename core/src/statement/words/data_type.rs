//! Types as statements write them.

use crate::finding::Span;
use crate::statement::{Ident, Name};
use std::fmt;

/// A type as it is written. Which type that is depends on the search path.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName {
    /// With the schema `pg_catalog` where the grammar chose it, as for `int` (`pg_catalog.int4`) and `varchar`.
    /// Of `t.c%TYPE` it is the column's name.
    pub name: Name,
    /// `t` of `t.c%TYPE`
    pub column_of: Option<Name>,
    /// `10, 2` of `numeric(10, 2)`. `interval` has PostgreSQL's mask of fields first, then the precision.
    pub modifiers: Vec<Modifier>,
    /// how many `[]` stand behind it; their bounds mean nothing to PostgreSQL
    pub dimensions: usize,
    /// `SETOF`
    pub set: bool,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Modifier {
    Number(i32),
    /// `Point` of `geometry(Point, 4326)`
    Word(String),
}

impl TypeName {
    /// The whole number type behind `serial` and its kin, and `None` for any other type.
    pub fn serial(&self) -> Option<&'static str> {
        if self.name.schema.is_some() || self.dimensions > 0 || self.column_of.is_some() {
            return None;
        }
        match self.name.name.as_str() {
            "serial" | "serial4" => Some("int4"),
            "bigserial" | "serial8" => Some("int8"),
            "smallserial" | "serial2" => Some("int2"),
            _ => None,
        }
    }

    /// Whether the grammar chose `pg_catalog`, or the file says so.
    pub fn is_builtin(&self) -> bool {
        self.name.schema.as_ref().is_some_and(|schema| schema.as_str() == "pg_catalog")
    }
}

/// As people write it: names that the grammar chose are taken back.
impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(table) = &self.column_of {
            return write!(f, "{table}.{}%TYPE", self.name.name);
        }
        let name = self.name.name.as_str();
        let mut behind = "";
        match &self.name.schema {
            Some(_) if self.is_builtin() => {
                let common = common_name(name);
                // `timestamp(3) without time zone`
                let end = common.find(" with").unwrap_or(common.len());
                behind = &common[end..];
                f.write_str(&common[..end])?;
            }
            Some(schema) => write!(f, "{schema}.{name}")?,
            None => f.write_str(name)?,
        }
        if !self.modifiers.is_empty() && name != "interval" {
            for (at, modifier) in self.modifiers.iter().enumerate() {
                f.write_str(if at == 0 { "(" } else { "," })?;
                match modifier {
                    Modifier::Number(number) => write!(f, "{number}")?,
                    Modifier::Word(word) => f.write_str(word)?,
                }
            }
            f.write_str(")")?;
        }
        f.write_str(behind)?;
        (0..self.dimensions).try_for_each(|_| f.write_str("[]"))
    }
}

/// The name in the standard of a type of `pg_catalog`.
pub fn common_name(name: &str) -> &str {
    match name {
        "int2" => "smallint",
        "int4" => "integer",
        "int8" => "bigint",
        "float4" => "real",
        "float8" => "double precision",
        "bool" => "boolean",
        "varchar" => "character varying",
        "bpchar" => "character",
        "timestamptz" => "timestamp with time zone",
        "timestamp" => "timestamp without time zone",
        "timetz" => "time with time zone",
        "time" => "time without time zone",
        "varbit" => "bit varying",
        other => other,
    }
}

/// A column's name, or the name and type of one part of a composite type or of a function's result.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    pub name: Ident,
    pub data_type: TypeName,
    pub collation: Option<Name>,
}
