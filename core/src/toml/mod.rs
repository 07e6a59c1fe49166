//! TOML as a tree in which everything has its place. The library for it is a thirtieth of the wasm engine, most of it
//! for what no file of ours says; here numbers and dates stay as they are written. The tests compare with the library.

mod plain;
mod reader;

use crate::finding::Span;
use crate::order::ByName;
use crate::statement::At;

/// Why a text is no TOML, and where.
pub type Broken = At<&'static str>;

type Read<T> = Result<T, Broken>;

#[derive(Debug)]
pub enum Value {
    Text(String),
    Bool(bool),
    /// A number or a date as it is written, without the `_` between digits.
    Integer(String),
    Float(String),
    Date,
    List(Vec<At<Value>>),
    /// what stands below `[[name]]`
    Tables(Vec<At<Value>>),
    Table(Table),
}

#[derive(Debug, Default)]
pub struct Table {
    entries: ByName<(Span, At<Value>)>,
    made: Made,
}

/// By what a table came to be, which says who may add to it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// by its own `[name]`
    #[default]
    Header,
    /// by the header of one below it
    Above,
    /// by a dotted key
    Dotted,
    /// `{ … }`
    Inline,
}

impl Table {
    pub fn read(text: &str) -> Result<Table, Broken> {
        reader::document(text)
    }

    pub fn get(&self, name: &str) -> Option<&At<Value>> {
        self.entries.get(name).map(|(_, value)| value)
    }

    /// The names, with the places where they stand, and what they are; by name.
    pub fn iter(&self) -> impl Iterator<Item = (At<&str>, &At<Value>)> {
        self.entries.iter().map(|(name, (span, value))| (At { value: name, span: *span }, value))
    }

    fn made(made: Made) -> Value {
        Value::Table(Table { entries: ByName::default(), made })
    }

    /// The table below this one that a path leads to. What is missing on the way is made.
    fn descend(&mut self, path: &[At<String>], made: Made) -> Read<&mut Table> {
        let mut table = self;
        for key in path {
            let new = At { value: Table::made(made), span: key.span };
            let (_, found) = table.entries.get_or_insert(&key.value, (key.span, new));
            table = match &mut found.value {
                Value::Table(it) => it,
                Value::Tables(all) => match all.last_mut().map(|it| &mut it.value) {
                    Some(Value::Table(it)) => it,
                    _ => return Err(duplicate(key)),
                },
                _ => return Err(At { value: "cannot extend a value that is no table", span: key.span }),
            };
            match table.made {
                Made::Inline => return Err(At { value: "cannot extend an inline table", span: key.span }),
                Made::Header if made == Made::Dotted => return Err(duplicate(key)),
                _ => {}
            }
        }
        Ok(table)
    }

    /// `a.b = value`
    fn put(&mut self, path: &[At<String>], value: At<Value>) -> Read<()> {
        let Some((last, above)) = path.split_last() else { return Ok(()) };
        let table = self.descend(above, Made::Dotted)?;
        match table.entries.insert(&last.value, (last.span, value)) {
            Some(_) => Err(duplicate(last)),
            None => Ok(()),
        }
    }

    /// `[a.b]`, or `[[a.b]]` where it is one of `many`.
    fn open(&mut self, path: &[At<String>], many: bool, span: Span) -> Read<&mut Table> {
        let Some((last, above)) = path.split_last() else { return Ok(self) };
        let table = self.descend(above, Made::Above)?;
        let new = if many { Value::Tables(Vec::new()) } else { Table::made(Made::Above) };
        let (name, found) = table.entries.get_or_insert(&last.value, (last.span, At { value: new, span }));
        match &mut found.value {
            Value::Tables(all) if many => {
                all.push(At { value: Table::made(Made::Header), span });
                all.last_mut().and_then(|it| it.value.as_table_mut()).ok_or(duplicate(last))
            }
            Value::Table(it) if !many && it.made == Made::Above => {
                (*name, found.span) = (last.span, span);
                it.made = Made::Header;
                Ok(it)
            }
            _ => Err(duplicate(last)),
        }
    }
}

impl Value {
    fn as_table_mut(&mut self) -> Option<&mut Table> {
        if let Value::Table(it) = self { Some(it) } else { None }
    }

    pub fn as_table(&self) -> Option<&Table> {
        if let Value::Table(it) = self { Some(it) } else { None }
    }

    pub fn as_list(&self) -> Option<&[At<Value>]> {
        if let Value::List(all) | Value::Tables(all) = self { Some(all) } else { None }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(yes) = self { Some(*yes) } else { None }
    }
}

fn duplicate(key: &At<String>) -> Broken {
    At { value: "duplicate key", span: key.span }
}

#[cfg(test)]
mod tests;
