//! `lockgate.toml` as it is written, read by hand: serde's code for it would be a tenth of the wasm engine.

use super::{Allow, AllowedTable, Conventions, Fault, Range, Runner, RunnerTransaction};
use crate::discovery::Layout;
use crate::finding::{Category, Severity, Span};
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

pub type Key<'a> = Spanned<DeString<'a>>;
pub type Value<'a> = Spanned<DeValue<'a>>;

/// What stands in the file, nothing of it checked against rules or presets.
#[derive(Debug, Default)]
pub struct Written {
    pub preset: Option<Spanned<String>>,
    pub postgres: Option<Spanned<u16>>,
    pub layout: Option<Layout>,
    pub folders: Vec<String>,
    pub ranges: Vec<Range>,
    /// by name; `None` is off
    pub rules: Vec<(Spanned<String>, Option<Severity>)>,
    pub tenancy: Option<Spanned<WrittenTenancy>>,
    pub runner: Option<Runner>,
    pub idempotent: Option<bool>,
    pub sequential: Option<bool>,
    pub lock_timeout: Option<String>,
    pub errors: Vec<Category>,
    pub allow: Vec<Spanned<Allow>>,
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
    pub fn read(text: &str) -> Result<Written, Fault> {
        let table = DeTable::parse(text).map_err(|error| Fault {
            span: error.span().map(|span| Span { start: span.start, end: span.end }),
            message: error.message().trim_end().to_owned(),
        })?;
        let mut written = Written::default();
        for (key, value) in table.get_ref() {
            written.take(key, value)?;
        }
        Ok(written)
    }

    fn take(&mut self, key: &Key, value: &Value) -> Result<(), Fault> {
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
        match key.get_ref().as_ref() {
            "preset" => self.preset = Some(Spanned::new(value.span(), string(value)?)),
            "postgres" => self.postgres = Some(Spanned::new(value.span(), number(value)?)),
            "layout" => self.layout = Some(word(value, Layout::NAMES)?),
            "folders" => self.folders = array(value)?.iter().map(folder).collect::<Result<_, _>>()?,
            "ranges" => self.ranges = array(value)?.iter().map(range).collect::<Result<_, _>>()?,
            "rules" => {
                for (name, level) in table(value)? {
                    let name = Spanned::new(name.span(), name.get_ref().to_string());
                    self.rules.push((name, word(level, LEVELS)?));
                }
            }
            "tenancy" => self.tenancy = Some(Spanned::new(value.span(), tenancy(value)?)),
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
                    self.allow.push(Spanned::new(value.span(), allow(value)?));
                }
            }
            "placeholders" => {
                for (name, value) in table(value)? {
                    self.placeholders.push((name.get_ref().to_string(), string(value)?));
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
fn time(value: &Value) -> Result<String, Fault> {
    let written = string(value)?;
    match super::milliseconds(&written) {
        Some(1..) => Ok(written),
        _ => {
            let message =
                format!("`{written}` is no time to wait. Write it as PostgreSQL does: \"5s\", \"500ms\".");
            Err(Fault::new(value.span(), message))
        }
    }
}

fn category(value: &Value) -> Result<Category, Fault> {
    let mut words: Vec<(&str, Category)> = Vec::new();
    for category in Category::ALL {
        words.push((category.words(), *category));
    }
    word(value, &words)
}

/// A folder as paths have it: `a/migrations`, `.` for the top.
pub fn folder(value: &Value) -> Result<String, Fault> {
    let written = string(value)?;
    let folder = written.trim_start_matches("./").trim_end_matches('/');
    if folder.split('/').any(|part| part == "..") || folder.starts_with('/') {
        let message = format!("The folder `{written}` leads outside. Name it from here down, without `..`.");
        return Err(Fault::new(value.span(), message));
    }
    Ok(if folder == "." { String::new() } else { folder.to_owned() })
}

fn range(value: &Value) -> Result<Range, Fault> {
    let mut range = Range { name: String::new(), from: 0, to: 0, folder: None };
    for (key, value) in table(value)? {
        match key.get_ref().as_ref() {
            "name" => range.name = string(value)?,
            "from" => range.from = number(value)?,
            "to" => range.to = number(value)?,
            "folder" => range.folder = Some(folder(value)?),
            _ => return Err(unknown(key, &["name", "from", "to", "folder"])),
        }
    }
    if range.name.is_empty() || range.to < range.from {
        let message = match range.name.is_empty() {
            true => "missing field `name`".to_owned(),
            false => format!("The range `{}` ends before it begins.", range.name),
        };
        return Err(Fault::new(value.span(), message));
    }
    Ok(range)
}

/// `7.4`, whatever follows.
fn version(value: &Value) -> Result<(u16, u16), Fault> {
    let written = string(value)?;
    let mut parts = written.split('.').map(str::parse);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => Ok((major, minor)),
        _ => Err(Fault::new(value.span(), format!("`{written}` is no version. Write it like 7.4."))),
    }
}

fn tenancy(value: &Value) -> Result<WrittenTenancy, Fault> {
    let mut tenancy = WrittenTenancy::default();
    for (key, value) in table(value)? {
        match key.get_ref().as_ref() {
            "column" => tenancy.column = Some(string(value)?),
            "allow" => tenancy.allow = array(value)?.iter().map(allowed_table).collect::<Result<_, _>>()?,
            _ => return Err(unknown(key, &["column", "allow"])),
        }
    }
    Ok(tenancy)
}

pub fn allowed_table(value: &Value) -> Result<AllowedTable, Fault> {
    let [name, reason] = strings(value, ["table", "reason"])?;
    Ok(AllowedTable { table: given(name, "table", value)?, reason: given(reason, "reason", value)? })
}

fn allow(value: &Value) -> Result<Allow, Fault> {
    let [rule, file, table, reason] = strings(value, ["rule", "file", "table", "reason"])?;
    let (rule, reason) = (given(rule, "rule", value)?, given(reason, "reason", value)?);
    Ok(Allow { rule, file, table, reason })
}

fn runner(value: &Value) -> Result<Runner, Fault> {
    let mut runner = Runner::default();
    for (key, value) in table(value)? {
        match key.get_ref().as_ref() {
            "transaction" => runner.transaction = Some(word(value, TRANSACTIONS)?),
            "version" => runner.version = Some(version(value)?),
            _ => return Err(unknown(key, &["transaction", "version"])),
        }
    }
    Ok(runner)
}

/// A table of texts, in the order of `keys`.
fn strings<const N: usize>(value: &Value, keys: [&str; N]) -> Result<[Option<String>; N], Fault> {
    let mut found = [const { None }; N];
    for (key, value) in table(value)? {
        match keys.iter().position(|it| it == key.get_ref()) {
            Some(at) => found[at] = Some(string(value)?),
            None => return Err(unknown(key, &keys)),
        }
    }
    Ok(found)
}

fn given(found: Option<String>, key: &str, table: &Value) -> Result<String, Fault> {
    found.ok_or_else(|| Fault::new(table.span(), format!("missing field `{key}`")))
}

pub fn table<'a, 'i>(value: &'a Value<'i>) -> Result<&'a DeTable<'i>, Fault> {
    value.get_ref().as_table().ok_or_else(|| wrong(value, "a table"))
}

pub fn array<'a, 'i>(value: &'a Value<'i>) -> Result<&'a [Value<'i>], Fault> {
    value.get_ref().as_array().map(|it| &**it).ok_or_else(|| wrong(value, "an array"))
}

pub fn string(value: &Value) -> Result<String, Fault> {
    value.get_ref().as_str().map(str::to_owned).ok_or_else(|| wrong(value, "a string"))
}

/// An array of texts.
pub fn list(value: &Value) -> Result<Vec<String>, Fault> {
    let mut texts = Vec::new();
    for value in array(value)? {
        texts.push(string(value)?);
    }
    Ok(texts)
}

/// What is wrong with a value.
pub fn fault(value: &Value, message: String) -> Fault {
    Fault::new(value.span(), message)
}

pub fn boolean(value: &Value) -> Result<bool, Fault> {
    value.get_ref().as_bool().ok_or_else(|| wrong(value, "a boolean"))
}

fn number<T: TryFrom<u64>>(value: &Value) -> Result<T, Fault> {
    let kind = std::any::type_name::<T>();
    let written = value.get_ref().as_integer().ok_or_else(|| wrong(value, kind))?;
    let number =
        u64::from_str_radix(written.as_str(), written.radix()).ok().and_then(|it| it.try_into().ok());
    number.ok_or_else(|| {
        Fault::new(value.span(), format!("invalid value: integer `{written}`, expected {kind}"))
    })
}

pub fn word<T: Copy>(value: &Value, words: &[(&str, T)]) -> Result<T, Fault> {
    let written = value.get_ref().as_str().ok_or_else(|| wrong(value, "a string"))?;
    let found = words.iter().find(|(word, _)| *word == written).map(|(_, meaning)| *meaning);
    found.ok_or_else(|| {
        let words = words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        Fault::new(value.span(), format!("unknown variant `{written}`, expected {}", one_of(&words)))
    })
}

pub fn unknown(key: &Key, keys: &[&str]) -> Fault {
    Fault::new(key.span(), format!("unknown field `{}`, expected {}", key.get_ref(), one_of(keys)))
}

/// One by its name, two with `or`, more as a list.
fn one_of(names: &[&str]) -> String {
    match names {
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` or `{other}`"),
        _ => format!("one of {}", super::listed(names)),
    }
}

fn wrong(value: &Value, expected: &str) -> Fault {
    let found = match value.get_ref() {
        DeValue::String(text) => format!("string {text:?}"),
        DeValue::Integer(number) => format!("integer `{number}`"),
        DeValue::Float(number) => format!("floating point `{number}`"),
        DeValue::Boolean(yes) => format!("boolean `{yes}`"),
        DeValue::Datetime(_) => "date".to_owned(),
        DeValue::Array(_) => "array".to_owned(),
        DeValue::Table(_) => "table".to_owned(),
    };
    Fault::new(value.span(), format!("invalid type: {found}, expected {expected}"))
}
