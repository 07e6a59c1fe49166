//! Types as a column has them, printed as `format_type` prints them with an empty search path.

use super::quote::quoted;
use super::{Builtin, Catalog, Id};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataType {
    pub name: TypeName,
    /// Any number of dimensions: PostgreSQL keeps none apart.
    pub array: bool,
    /// What stands between the brackets, without blanks: `50`, `10,2`, `Point,4326`. For an interval with fields all
    /// that stands behind it: ` day to second(3)`.
    pub modifier: Option<Rc<str>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeName {
    Builtin(Builtin),
    /// a type, or a relation whose rows it has
    Object(Id),
    /// What no statement told of, as it is written.
    Unknown(Rc<str>),
}

impl From<Builtin> for DataType {
    fn from(it: Builtin) -> DataType {
        DataType { name: TypeName::Builtin(it), array: false, modifier: None }
    }
}

impl DataType {
    pub fn object(id: Id) -> DataType {
        DataType { name: TypeName::Object(id), array: false, modifier: None }
    }

    pub fn unknown(written: &str) -> DataType {
        DataType { name: TypeName::Unknown(written.into()), array: false, modifier: None }
    }

    pub fn is(&self, builtin: Builtin) -> bool {
        !self.array && self.name == TypeName::Builtin(builtin)
    }

    /// The type itself, as a function's argument has it.
    pub fn bare(&self) -> DataType {
        DataType { modifier: None, ..self.clone() }
    }

    /// Tells types apart, whatever their names become.
    pub fn key(&self) -> String {
        let brackets = if self.array { "[]" } else { "" };
        match &self.name {
            TypeName::Builtin(it) => format!("{}{brackets}", it.name()),
            TypeName::Object(id) => format!("{id:?}{brackets}"),
            TypeName::Unknown(written) => format!("?{written}{brackets}"),
        }
    }

    /// As `format_type(oid, typmod)`: `character varying(50)`, `public.mood[]`.
    pub fn format(&self, catalog: &Catalog, postgres: u16) -> String {
        self.spelled(catalog, postgres, true)
    }

    /// As `format_type(oid, NULL)`, which is how functions spell their arguments.
    pub fn format_bare(&self, catalog: &Catalog, postgres: u16) -> String {
        self.bare().spelled(catalog, postgres, false)
    }

    fn spelled(&self, catalog: &Catalog, postgres: u16, of_column: bool) -> String {
        let base = match (&self.name, &self.modifier) {
            (TypeName::Builtin(it), modifier) => builtin(*it, modifier.as_deref(), of_column),
            (TypeName::Object(id), modifier) => {
                let name = catalog.qualified(*id, postgres);
                modifier.as_ref().map_or(name.clone(), |it| format!("{name}({it})"))
            }
            (TypeName::Unknown(written), _) => written.to_string(),
        };
        if self.array { base + "[]" } else { base }
    }
}

fn builtin(it: Builtin, modifier: Option<&str>, of_column: bool) -> String {
    let Some(modifier) = modifier else {
        return match it {
            // `character` alone would mean `character(1)`.
            Builtin::BPCHAR if of_column => "bpchar".to_owned(),
            Builtin::BIT if of_column => "\"bit\"".to_owned(),
            _ => it.formatted().to_owned(),
        };
    };
    if it == Builtin::INTERVAL && modifier.starts_with(' ') {
        return format!("interval{modifier}");
    }
    match it.formatted().split_once(' ') {
        Some((head, tail)) if head.starts_with("time") => format!("{head}({modifier}) {tail}"),
        _ => format!("{}({modifier})", it.formatted()),
    }
}

impl Catalog {
    /// A name with its schema, in quotes where PostgreSQL sets them.
    pub fn qualified(&self, id: Id, postgres: u16) -> String {
        let Some(object) = self.get(id) else { return String::new() };
        let name = quoted(object.name.as_str(), postgres);
        match object.below.and_then(|below| self.get(below)) {
            Some(schema) => format!("{}.{name}", quoted(schema.name.as_str(), postgres)),
            None => name,
        }
    }
}
