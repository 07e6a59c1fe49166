//! `lockgate.toml` as it is written, read by hand: serde's code for it would be a tenth of the wasm engine.

use super::{Allow, AllowedTable, Conventions, Fault, Range, Read, Runner, RunnerTransaction};
use crate::discovery::Layout;
use crate::finding::{Category, Severity};
use crate::statement::At;
use crate::toml::{self, Table};

pub type Key<'a> = At<&'a str>;
pub type Value = At<toml::Value>;

/// What stands in the file, nothing of it checked against rules or presets.
#[derive(Debug, Default)]
pub struct Written {
    pub preset: Option<At<String>>,
    pub postgres: Option<At<u16>>,
    pub layout: Option<Layout>,
    pub folders: Vec<String>,
    pub ranges: Vec<Range>,
    /// by name; `None` is off
    pub rules: Vec<(At<String>, Option<Severity>)>,
    pub tenancy: Option<At<WrittenTenancy>>,
    pub runner: Option<Runner>,
    pub idempotent: Option<bool>,
    pub sequential: Option<bool>,
    pub lock_timeout: Option<String>,
    pub errors: Vec<Category>,
    pub allow: Vec<At<Allow>>,
    pub placeholders: Vec<(String, String)>,
    pub conventions: Conventions,
}

/// `tenancy`, where a preset may have named the column.
#[derive(Debug, Default)]
pub struct WrittenTenancy {
    pub column: Option<String>,
    pub allow: Vec<AllowedTable>,
}

impl Written {
    pub fn read(text: &str) -> Read<Written> {
        let table = Table::read(text).map_err(|it| Box::new(Fault { span: it.span, message: it.message }))?;
        let mut written = Written::default();
        for (key, value) in table.iter() {
            written.take(&key, value)?;
        }
        Ok(written)
    }

    fn take(&mut self, key: &Key, value: &Value) -> Read<()> {
        const KEYS: &[&str] = &[
            "preset",
            "postgres",
            "layout",
            "folders",
            "ranges",
            "rules",
            "tenancy",
            "runner",
            "idempotent",
            "sequential",
            "lock_timeout",
            "errors",
            "allow",
            "placeholders",
        ];
        match key.value {
            "preset" => self.preset = Some(At { value: string(value)?, span: value.span }),
            "postgres" => self.postgres = Some(At { value: number(value)?, span: value.span }),
            "layout" => self.layout = Some(word(value, Layout::NAMES)?),
            "folders" => self.folders = array(value)?.iter().map(folder).collect::<Result<_, _>>()?,
            "ranges" => self.ranges = array(value)?.iter().map(range).collect::<Result<_, _>>()?,
            "rules" => {
                for (name, level) in table(value)?.iter() {
                    let name = At { value: name.value.to_owned(), span: name.span };
                    self.rules.push((name, word(level, LEVELS)?));
                }
            }
            "tenancy" => self.tenancy = Some(At { value: tenancy(value)?, span: value.span }),
            "runner" => self.runner = Some(runner(value)?),
            "idempotent" => self.idempotent = Some(boolean(value)?),
            "sequential" => self.sequential = Some(boolean(value)?),
            "errors" => {
                for value in array(value)? {
                    self.errors.push(category(value)?);
                }
            }
            "lock_timeout" => self.lock_timeout = Some(time(value)?),
            "allow" => {
                for value in array(value)? {
                    self.allow.push(At { value: allow(value)?, span: value.span });
                }
            }
            "placeholders" => {
                for (name, value) in table(value)?.iter() {
                    self.placeholders.push((name.value.to_owned(), string(value)?));
                }
            }
            other if Conventions::KEYS.contains(&other) => self.conventions.take(other, value)?,
            _ => return Err(unknown(key, &[KEYS, Conventions::KEYS].concat())),
        }
        Ok(())
    }
}

const LEVELS: &[(&str, Option<Severity>)] = &[
    ("off", None),
    ("info", Some(Severity::Info)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

const TRANSACTIONS: &[(&str, RunnerTransaction)] = &[
    ("file", RunnerTransaction::File),
    ("none", RunnerTransaction::None),
    ("batch", RunnerTransaction::Batch),
    ("run", RunnerTransaction::Run),
];

/// A limit that PostgreSQL would take: more than nothing.
fn time(value: &Value) -> Read<String> {
    let written = string(value)?;
    match super::milliseconds(&written) {
        Some(1..) => Ok(written),
        _ => {
            let message =
                format!("`{written}` is no time to wait. Write it as PostgreSQL does: \"5s\", \"500ms\".");
            Err(Fault::new(value.span, message))
        }
    }
}

fn category(value: &Value) -> Read<Category> {
    let mut words: Vec<(&str, Category)> = Vec::new();
    for category in Category::ALL {
        words.push((category.words(), *category));
    }
    word(value, &words)
}

/// A folder as paths have it: `a/migrations`, `.` for the top.
pub fn folder(value: &Value) -> Read<String> {
    let written = string(value)?;
    let folder = written.trim_start_matches("./").trim_end_matches('/');
    if folder.split('/').any(|part| part == "..") || folder.starts_with('/') {
        let message = format!("The folder `{written}` leads outside. Name it from here down, without `..`.");
        return Err(Fault::new(value.span, message));
    }
    Ok(if folder == "." { String::new() } else { folder.to_owned() })
}

fn range(value: &Value) -> Read<Range> {
    let mut range = Range { name: String::new(), from: 0, to: 0, folder: None };
    for (key, value) in table(value)?.iter() {
        match key.value {
            "name" => range.name = string(value)?,
            "from" => range.from = number(value)?,
            "to" => range.to = number(value)?,
            "folder" => range.folder = Some(folder(value)?),
            _ => return Err(unknown(&key, &["name", "from", "to", "folder"])),
        }
    }
    if range.name.is_empty() || range.to < range.from {
        let message = match range.name.is_empty() {
            true => "missing field `name`".to_owned(),
            false => format!("The range `{}` ends before it begins.", range.name),
        };
        return Err(Fault::new(value.span, message));
    }
    Ok(range)
}

/// `7.4`, whatever follows.
fn version(value: &Value) -> Read<(u16, u16)> {
    let written = string(value)?;
    let mut parts = written.split('.').map(str::parse);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => Ok((major, minor)),
        _ => Err(Fault::new(value.span, format!("`{written}` is no version. Write it like 7.4."))),
    }
}

fn tenancy(value: &Value) -> Read<WrittenTenancy> {
    let mut tenancy = WrittenTenancy::default();
    for (key, value) in table(value)?.iter() {
        match key.value {
            "column" => tenancy.column = Some(string(value)?),
            "allow" => tenancy.allow = array(value)?.iter().map(allowed_table).collect::<Result<_, _>>()?,
            _ => return Err(unknown(&key, &["column", "allow"])),
        }
    }
    Ok(tenancy)
}

pub fn allowed_table(value: &Value) -> Read<AllowedTable> {
    let [name, reason] = strings(value, ["table", "reason"])?;
    Ok(AllowedTable { table: given(name, "table", value)?, reason: given(reason, "reason", value)? })
}

fn allow(value: &Value) -> Read<Allow> {
    let [rule, file, table, reason] = strings(value, ["rule", "file", "table", "reason"])?;
    let (rule, reason) = (given(rule, "rule", value)?, given(reason, "reason", value)?);
    Ok(Allow { rule, file, table, reason })
}

fn runner(value: &Value) -> Read<Runner> {
    let mut runner = Runner::default();
    for (key, value) in table(value)?.iter() {
        match key.value {
            "transaction" => runner.transaction = Some(word(value, TRANSACTIONS)?),
            "version" => runner.version = Some(version(value)?),
            _ => return Err(unknown(&key, &["transaction", "version"])),
        }
    }
    Ok(runner)
}

/// A table of texts, in the order of `keys`.
fn strings<const N: usize>(value: &Value, keys: [&str; N]) -> Read<[Option<String>; N]> {
    let mut found = [const { None }; N];
    for (key, value) in table(value)?.iter() {
        match keys.iter().position(|it| *it == key.value) {
            Some(at) => found[at] = Some(string(value)?),
            None => return Err(unknown(&key, &keys)),
        }
    }
    Ok(found)
}

fn given(found: Option<String>, key: &str, table: &Value) -> Read<String> {
    found.ok_or_else(|| Fault::new(table.span, format!("missing field `{key}`")))
}

pub fn table(value: &Value) -> Read<&Table> {
    value.value.as_table().ok_or_else(|| wrong(value, "a table"))
}

pub fn array(value: &Value) -> Read<&[Value]> {
    value.value.as_list().ok_or_else(|| wrong(value, "an array"))
}

pub fn string(value: &Value) -> Read<String> {
    value.value.as_text().map(str::to_owned).ok_or_else(|| wrong(value, "a string"))
}

/// An array of texts.
pub fn list(value: &Value) -> Read<Vec<String>> {
    let mut texts = Vec::new();
    for value in array(value)? {
        texts.push(string(value)?);
    }
    Ok(texts)
}

/// What is wrong with a value.
pub fn fault(value: &Value, message: String) -> Box<Fault> {
    Fault::new(value.span, message)
}

pub fn boolean(value: &Value) -> Read<bool> {
    value.value.as_bool().ok_or_else(|| wrong(value, "a boolean"))
}

fn number<T: TryFrom<u64>>(value: &Value) -> Read<T> {
    let kind = std::any::type_name::<T>();
    let toml::Value::Integer(written) = &value.value else { return Err(wrong(value, kind)) };
    let (digits, radix) = match written.get(..2) {
        Some("0x") => (&written[2..], 16),
        Some("0o") => (&written[2..], 8),
        Some("0b") => (&written[2..], 2),
        _ => (written.as_str(), 10),
    };
    let number = u64::from_str_radix(digits, radix).ok().and_then(|it| it.try_into().ok());
    number
        .ok_or_else(|| Fault::new(value.span, format!("invalid value: integer `{written}`, expected {kind}")))
}

pub fn word<T: Copy>(value: &Value, words: &[(&str, T)]) -> Read<T> {
    let written = value.value.as_text().ok_or_else(|| wrong(value, "a string"))?;
    let found = words.iter().find(|(word, _)| *word == written).map(|(_, meaning)| *meaning);
    found.ok_or_else(|| {
        let words = words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        Fault::new(value.span, format!("unknown variant `{written}`, expected {}", one_of(&words)))
    })
}

pub fn unknown(key: &Key, keys: &[&str]) -> Box<Fault> {
    Fault::new(key.span, format!("unknown field `{}`, expected {}", key.value, one_of(keys)))
}

/// One by its name, two with `or`, more as a list.
fn one_of(names: &[&str]) -> String {
    match names {
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` or `{other}`"),
        _ => format!("one of {}", super::listed(names)),
    }
}

fn wrong(value: &Value, expected: &str) -> Box<Fault> {
    let found = match &value.value {
        toml::Value::Text(text) => format!("string {text:?}"),
        toml::Value::Integer(number) => format!("integer `{number}`"),
        toml::Value::Float(number) => format!("floating point `{number}`"),
        toml::Value::Bool(yes) => format!("boolean `{yes}`"),
        toml::Value::Date => "date".to_owned(),
        toml::Value::List(_) => "array".to_owned(),
        toml::Value::Table(_) => "table".to_owned(),
    };
    Fault::new(value.span, format!("invalid type: {found}, expected {expected}"))
}
