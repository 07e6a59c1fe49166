//! A stage for other people's migration tools: a private server, a case folder on disk, and a comparison of what a tool
//! has done with what Lockgate says it does.

use lockgate_core::engine::Request;
use lockgate_core::engine::listing::{Listed, Listing, Transaction, list};
use lockgate_core::revision::SourceFile;
use lockgate_scratch::{Binaries, Durability, Scratch};
use lockgate_tests::fixture;
use postgres::{Client, NoTls};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A server of this test's own, with one database.
pub struct Stage {
    server: Scratch,
}

/// A case of `tests/cases/layouts`, on disk.
pub struct Case {
    folder: TempDir,
    pub files: Vec<SourceFile>,
    pub listing: Listing,
}

/// The tables that one transaction has left behind, in the order in which they were made.
type Made = Vec<Vec<String>>;

impl Stage {
    pub fn start() -> Stage {
        let binaries = Binaries::find(None).expect("PostgreSQL's programs");
        Stage { server: Scratch::start(&binaries, Durability::Fleeting).expect("a private PostgreSQL") }
    }

    pub fn url(&self) -> String {
        self.server.url("postgres")
    }

    pub fn client(&self) -> Client {
        Client::connect(&self.url(), NoTls).expect("the private PostgreSQL answers")
    }

    /// What a query says, its columns joined by a blank.
    pub fn rows(&self, query: &str) -> Vec<String> {
        let rows = self.client().query(query, &[]).unwrap();
        let row =
            |row: &postgres::Row| (0..row.len()).map(|at| row.get(at)).collect::<Vec<String>>().join(" ");
        rows.iter().map(row).collect()
    }

    /// A table's type keeps the number of the transaction that made it, whatever is done to the table later.
    pub fn made(&self) -> Made {
        let query = "SELECT t.xmin::text, c.relname::text FROM pg_class c JOIN pg_type t ON t.oid = c.reltype
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            ORDER BY age(t.xmin) DESC, c.oid";
        let mut made: Vec<(String, Vec<String>)> = Vec::new();
        for row in self.client().query(query, &[]).unwrap() {
            let (transaction, table): (String, String) = (row.get(0), row.get(1));
            match made.last_mut() {
                Some((last, tables)) if *last == transaction => tables.push(table),
                _ => made.push((transaction, vec![table])),
            }
        }
        made.into_iter().map(|(_, tables)| tables).collect()
    }
}

impl Case {
    pub fn write(name: &str) -> Case {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../cases/layouts/{name}.sql"));
        Case::of(fixture::bundle(&fs::read_to_string(path).unwrap()).files)
    }

    pub fn of(files: Vec<SourceFile>) -> Case {
        let folder = tempfile::tempdir().unwrap();
        for file in &files {
            let path = folder.path().join(&file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.bytes).unwrap();
        }
        let listing = list(&Request { files: files.clone(), ..Request::default() }).unwrap();
        Case { folder, files, listing }
    }

    pub fn folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The migrations before the first that the listing says is refused.
    pub fn applied(&self) -> &[Listed] {
        let refused = |it: &&Transaction| it.statements.iter().any(|it| it.refused);
        let first = self.listing.transactions.iter().find(refused).map(|it| it.statements[0].file.as_str());
        let end = self.listing.migrations.iter().position(|it| Some(it.file.as_str()) == first);
        &self.listing.migrations[..end.unwrap_or(self.listing.migrations.len())]
    }

    /// Whether the listing says that the tool fails.
    pub fn fails(&self) -> bool {
        self.applied().len() < self.listing.migrations.len()
    }

    /// What the listing says of the tables that were made: `tables` are those that are not dropped again, and none of
    /// the tool's own.
    pub fn expected(&self) -> Made {
        let mut made = Made::new();
        for transaction in &self.listing.transactions {
            if transaction.statements.iter().any(|it| it.refused) {
                break;
            }
            let titles = || transaction.statements.iter().map(|it| it.title.as_str());
            let tables = titles().filter_map(|it| it.strip_prefix("CREATE TABLE "));
            let gone = |table: &str| titles().any(|it| it.strip_prefix("DROP TABLE ") == Some(table));
            let tables: Vec<String> = tables.filter(|it| !gone(it)).map(str::to_owned).collect();
            if !tables.is_empty() {
                made.push(tables);
            }
        }
        made
    }

    /// Holds the tables of the database to the listing. `own` is the tool's history table.
    pub fn compare(&self, stage: &Stage, own: &str) {
        let mut made = stage.made();
        made.iter_mut().for_each(|tables| tables.retain(|it| it != own));
        made.retain(|tables| !tables.is_empty());
        let expected = self.expected();
        assert!(expected.concat().len() >= 2, "the case makes too few tables to show anything");
        assert_eq!(made, expected, "the tables, by the transactions that made them");
    }
}
