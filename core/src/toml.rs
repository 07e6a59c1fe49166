//! TOML as the library reads it, as a tree in which everything has its place.

use crate::finding::Span;
use crate::order::ByName;
use crate::statement::At;
use ::toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Why a text is no TOML, and where; `None` where the library does not say.
#[derive(Debug)]
pub struct Broken {
    pub message: String,
    pub span: Option<Span>,
}

#[derive(Debug)]
pub enum Value {
    Text(String),
    Bool(bool),
    /// A number as it is written, without the `_` between digits.
    Integer(String),
    Float(String),
    Date,
    List(Vec<At<Value>>),
    Table(Table),
}

#[derive(Debug, Default)]
pub struct Table {
    entries: ByName<(Span, At<Value>)>,
}

impl Table {
    pub fn read(text: &str) -> Result<Table, Broken> {
        match DeTable::parse(text) {
            Ok(table) => Ok(entries(table.get_ref())),
            Err(error) => Err(Broken {
                message: error.message().trim_end().to_owned(),
                span: error.span().map(|it| Span { start: it.start, end: it.end }),
            }),
        }
    }

    pub fn get(&self, name: &str) -> Option<&At<Value>> {
        self.entries.get(name).map(|(_, value)| value)
    }

    /// The names, with the places where they stand, and what they are; by name.
    pub fn iter(&self) -> impl Iterator<Item = (At<&str>, &At<Value>)> {
        self.entries.iter().map(|(name, (span, value))| (At { value: name, span: *span }, value))
    }
}

fn entries(table: &DeTable) -> Table {
    let mut entries = ByName::default();
    for (key, value) in table {
        entries.insert(key.get_ref(), (span(key), placed(value)));
    }
    Table { entries }
}

fn placed(value: &Spanned<DeValue>) -> At<Value> {
    At { value: tree(value.get_ref()), span: span(value) }
}

fn tree(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Integer(number) => Value::Integer(number.to_string()),
        DeValue::Float(number) => Value::Float(number.to_string()),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(all) => Value::List(all.iter().map(placed).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    }
}

fn span<T>(it: &Spanned<T>) -> Span {
    let place = it.span();
    Span { start: place.start, end: place.end }
}

impl Value {
    pub fn as_table(&self) -> Option<&Table> {
        if let Value::Table(it) = self { Some(it) } else { None }
    }

    pub fn as_list(&self) -> Option<&[At<Value>]> {
        if let Value::List(all) = self { Some(all) } else { None }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(yes) = self { Some(*yes) } else { None }
    }
}
