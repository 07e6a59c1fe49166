//! What a project has agreed on beyond what PostgreSQL asks for: names, headers, columns, types. Rules look at it; where
//! it says nothing they are asleep.

use super::template;
use super::written::{self, Value};
use super::{AllowedTable, Read};
use crate::statement::ReferenceAction;
use serde::Serialize;

/// Everything is empty where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Conventions {
    pub files: Files,
    pub names: Vec<Naming>,
    pub columns: Vec<ColumnWish>,
    /// Types that no new column has, each with the one to take.
    pub types: Vec<(String, String)>,
    /// The type of every column of a primary key.
    pub primary_key: Option<String>,
    /// How columns are called that refer to a table: `{table}_id`.
    pub references: Vec<String>,
    /// What ON DELETE of a foreign key does; empty is anything.
    pub on_delete: Vec<ReferenceAction>,
    /// What is made with a comment.
    pub comments: Vec<Commented>,
    /// The schemas that things are made in; empty is any.
    pub schemas: Vec<String>,
    /// Whether names are written with their schema.
    pub qualified: Option<bool>,
    /// An INSERT never changes a row that is there.
    pub keeps_rows: Option<bool>,
}

/// How files are called, and what they hold besides statements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    /// `{number:3}_{snake}.sql`, below the folder that holds the migrations
    pub name: Option<String>,
    /// lines that each file has before its first statement
    pub header: Vec<String>,
    pub transaction: Option<FileTransaction>,
    /// the text that mentions every migration, by its path
    pub guide: Option<String>,
    /// dumps of the schema that must equal what the migrations build, `schema-{date}.sql`
    pub snapshot: Option<String>,
    /// files that must not be there
    pub unwanted: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileTransaction {
    /// Each file has one BEGIN and one COMMIT around all it does.
    Own,
    /// Each file is one transaction, whoever opens it.
    One,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Commented {
    Table,
    /// of a new table
    Column,
    /// one that is added to a table
    AddedColumn,
}

/// What something is called, or never is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Naming {
    pub of: Named,
    /// `{table}_{columns}_idx`
    pub like: Option<String>,
    pub never: Option<String>,
    /// what to call it in place of `never`
    pub instead: Option<String>,
    /// Only on these tables; empty is all.
    pub tables: Vec<String>,
    /// Only columns that refer to this table.
    pub references: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    Table,
    Column,
    Type,
    /// a value of an enum
    Label,
    Index,
    /// an index or a constraint
    Unique,
    PrimaryKey,
    ForeignKey,
    Check,
}

/// A column that tables have, or how it is where they have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnWish {
    pub name: String,
    pub data_type: Option<String>,
    /// Every new table has it, but for those in `except`.
    pub required: bool,
    pub except: Vec<AllowedTable>,
}

impl Named {
    const WORDS: &[(&str, Named)] = &[
        ("table", Named::Table),
        ("column", Named::Column),
        ("type", Named::Type),
        ("label", Named::Label),
        ("index", Named::Index),
        ("unique", Named::Unique),
        ("primary-key", Named::PrimaryKey),
        ("foreign-key", Named::ForeignKey),
        ("check", Named::Check),
    ];

    /// As the settings say it, with a blank for the dash.
    pub fn words(self) -> &'static str {
        match self {
            Named::PrimaryKey => "primary key",
            Named::ForeignKey => "foreign key",
            Named::Label => "label",
            Named::Unique => "unique key",
            other => Named::WORDS.iter().find(|(_, it)| *it == other).map_or("", |(word, _)| word),
        }
    }
}

const TRANSACTIONS: &[(&str, FileTransaction)] =
    &[("own", FileTransaction::Own), ("one", FileTransaction::One)];

const COMMENTED: &[(&str, Commented)] =
    &[("table", Commented::Table), ("column", Commented::Column), ("added-column", Commented::AddedColumn)];

pub const ACTIONS: &[(&str, ReferenceAction)] = &[
    ("cascade", ReferenceAction::Cascade),
    ("set-null", ReferenceAction::SetNull),
    ("set-default", ReferenceAction::SetDefault),
    ("restrict", ReferenceAction::Restrict),
    ("no-action", ReferenceAction::NoAction),
];

const CASES: [&str; 5] = ["snake", "kebab", "camel", "pascal", "upper"];

impl Conventions {
    pub const KEYS: &[&str] = &[
        "files",
        "names",
        "columns",
        "types",
        "primary-key",
        "references",
        "on-delete",
        "comments",
        "schemas",
        "qualified",
        "keeps-rows",
    ];

    pub fn is_empty(&self) -> bool {
        *self == Conventions::default()
    }

    /// Reads one of [`Conventions::KEYS`].
    pub fn take(&mut self, key: &str, value: &Value) -> Read<()> {
        match key {
            "files" => self.files = files(value)?,
            "names" => {
                for value in written::array(value)? {
                    self.names.push(naming(value)?);
                }
            }
            "columns" => {
                for value in written::array(value)? {
                    self.columns.push(column(value)?);
                }
            }
            "types" => {
                for (unwanted, wanted) in written::table(value)?.iter() {
                    self.types.push((unwanted.value.to_owned(), written::string(wanted)?));
                }
            }
            "primary-key" => self.primary_key = Some(written::string(value)?),
            "references" => self.references = templates(value, &["table"])?,
            "on-delete" => {
                for value in written::array(value)? {
                    self.on_delete.push(written::word(value, ACTIONS)?);
                }
            }
            "comments" => {
                for value in written::array(value)? {
                    self.comments.push(written::word(value, COMMENTED)?);
                }
            }
            "schemas" => self.schemas = written::list(value)?,
            "qualified" => self.qualified = Some(written::boolean(value)?),
            _ => self.keeps_rows = Some(written::boolean(value)?),
        }
        Ok(())
    }

    /// Puts what `over` says in the place of the same here.
    pub fn lay(&mut self, over: Conventions) {
        let (files, more) = (&mut self.files, over.files);
        instead(&mut files.name, more.name);
        instead(&mut files.guide, more.guide);
        instead(&mut files.snapshot, more.snapshot);
        files.transaction = more.transaction.or(files.transaction);
        other(&mut files.header, more.header);
        other(&mut files.unwanted, more.unwanted);
        for it in over.names {
            self.names.retain(|old| {
                (old.of, &old.tables, &old.never, &old.references)
                    != (it.of, &it.tables, &it.never, &it.references)
            });
            self.names.push(it);
        }
        for it in over.columns {
            match self.columns.iter_mut().find(|old| old.name == it.name) {
                Some(old) => {
                    instead(&mut old.data_type, it.data_type);
                    old.required |= it.required;
                    old.except.extend(it.except);
                }
                None => self.columns.push(it),
            }
        }
        for it in over.types {
            self.types.retain(|old| old.0 != it.0);
            self.types.push(it);
        }
        instead(&mut self.primary_key, over.primary_key);
        other(&mut self.references, over.references);
        other(&mut self.schemas, over.schemas);
        if !over.on_delete.is_empty() {
            self.on_delete = over.on_delete;
        }
        if !over.comments.is_empty() {
            self.comments = over.comments;
        }
        self.qualified = over.qualified.or(self.qualified);
        self.keeps_rows = over.keeps_rows.or(self.keeps_rows);
    }
}

fn instead(old: &mut Option<String>, new: Option<String>) {
    if new.is_some() {
        *old = new;
    }
}

fn other(old: &mut Vec<String>, new: Vec<String>) {
    if !new.is_empty() {
        *old = new;
    }
}

fn files(value: &Value) -> Read<Files> {
    const KEYS: &[&str] = &["name", "header", "transaction", "guide", "snapshot", "unwanted"];
    const NAME: [&str; 7] = ["number", "timestamp", "snake", "kebab", "camel", "pascal", "text"];
    let mut files = Files::default();
    for (key, value) in written::table(value)?.iter() {
        match key.value {
            "name" => files.name = Some(template(value, &NAME)?),
            "header" => files.header = templates(value, &["number", "date", "text"])?,
            "transaction" => files.transaction = Some(written::word(value, TRANSACTIONS)?),
            "guide" => files.guide = Some(written::folder(value)?),
            "snapshot" => files.snapshot = Some(template(value, &["date", "number", "timestamp", "text"])?),
            "unwanted" => files.unwanted = templates(value, &["text"])?,
            _ => return Err(written::unknown(&key, KEYS)),
        }
    }
    if let Some(line) = files.header.iter().find(|line| template::head(line).trim().is_empty()) {
        let message = format!("The line `{line}` of `files.header` begins with no words to find it by.");
        return Err(written::fault(value, message));
    }
    Ok(files)
}

fn naming(value: &Value) -> Read<Naming> {
    const KEYS: &[&str] = &["of", "like", "never", "instead", "tables", "references"];
    let mut of = None;
    let [mut like, mut never, mut instead, mut references] = [const { None }; 4];
    let mut tables = Vec::new();
    for (key, value) in written::table(value)?.iter() {
        match key.value {
            "of" => of = Some(written::word(value, Named::WORDS)?),
            "like" => {
                let slots = [&CASES[..], &["table", "columns", "text"]].concat();
                like = Some(template(value, &slots)?);
            }
            "never" => never = Some(written::string(value)?),
            "instead" => instead = Some(written::string(value)?),
            "tables" => tables = written::list(value)?,
            "references" => references = Some(written::string(value)?),
            _ => return Err(written::unknown(&key, KEYS)),
        }
    }
    let of = of.ok_or_else(|| written::fault(value, "missing field `of`".to_owned()))?;
    if like.is_none() && never.is_none() {
        return Err(written::fault(
            value,
            "This says neither `like` nor `never`, so it asks for nothing.".to_owned(),
        ));
    }
    Ok(Naming { of, like, never, instead, tables, references })
}

fn column(value: &Value) -> Read<ColumnWish> {
    let mut wish = ColumnWish { name: String::new(), data_type: None, required: false, except: Vec::new() };
    for (key, value) in written::table(value)?.iter() {
        match key.value {
            "name" => wish.name = written::string(value)?,
            "type" => wish.data_type = Some(written::string(value)?),
            "required" => wish.required = written::boolean(value)?,
            "except" => {
                for value in written::array(value)? {
                    wish.except.push(written::allowed_table(value)?);
                }
            }
            _ => return Err(written::unknown(&key, &["name", "type", "required", "except"])),
        }
    }
    if wish.name.is_empty() {
        return Err(written::fault(value, "missing field `name`".to_owned()));
    }
    match wish.except.iter().find(|it| it.reason.trim().is_empty()) {
        Some(it) => {
            let message = format!("The table `{}` in `except` has no reason. Say why.", it.table);
            Err(written::fault(value, message))
        }
        None => Ok(wish),
    }
}

fn template(value: &Value, slots: &[&str]) -> Read<String> {
    let text = written::string(value)?;
    match template::fault(&text, slots) {
        Some(message) => Err(written::fault(value, message)),
        None => Ok(text),
    }
}

fn templates(value: &Value, slots: &[&str]) -> Read<Vec<String>> {
    let mut all = Vec::new();
    for value in written::array(value)? {
        all.push(template(value, slots)?);
    }
    Ok(all)
}
