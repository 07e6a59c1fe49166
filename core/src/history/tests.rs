//! The golden vectors, recomputed. What a tool itself has written is held by `tests/tools`.

use super::*;
use crate::discovery::{Hints, discover};

const TEXT: &str = "CREATE TABLE t (id bigint PRIMARY KEY);\n";

fn checksum(layout: Layout, name: &str, text: &str) -> String {
    of_one(layout, name, text.as_bytes()).unwrap()
}

#[test]
fn of_one_file() {
    let sha_256 = "053a0bd889b9bfbf94acd2d2bdb6225adb3db0d41976c3cd4015fc23ce32ee68";
    let crlf = TEXT.replace('\n', "\r\n");
    assert_eq!(checksum(Layout::Prisma, "", TEXT), sha_256);
    assert_eq!(
        checksum(Layout::Prisma, "", &crlf),
        "d8f77a6201a8e80d917422c16df46859a874f74d67abeaca14358fb195d5b57f"
    );
    assert_eq!(checksum(Layout::Drizzle, "", &crlf), sha_256);
    assert_eq!(
        checksum(Layout::Sqlx, "", TEXT),
        "daec347245749b7ed52fe2292a1dd5d657ddc2f681a2c87dd4019abef827dd63f35d00de8beb5963234cbd3739823328"
    );
    assert_eq!(checksum(Layout::Flyway, "", TEXT), "962827315");
    assert_eq!(checksum(Layout::Flyway, "", &format!("\u{feff}{crlf}")), "962827315");
    let two = "CREATE TABLE a (id int);\r\nCREATE TABLE b (id int);\n";
    assert_eq!(checksum(Layout::Flyway, "", two), "-956080171");
    assert_eq!(checksum(Layout::Refinery, "V1__init", TEXT), "10208599435087497833");
    assert_eq!(of_one(Layout::Refinery, "V3000000000__init", TEXT.as_bytes()), None);
}

#[test]
fn of_a_folder_of_atlas() {
    let golden = "h1:h295cX7WrTml3vxM/rUW4ZG/sKTJ2IN0wg5eAQKkbKg=\n\
        20260101000000_a.sql h1:FMRePCUCPT7mHQL6Z0KO1nkmCSxNuDIzQg8wEekgokk=\n\
        20260102000000_b.sql h1:mLM6l5ZPuz1A91xRaBMIjmWQoe5jWXfC1pFf7eB2L2w=\n";
    let files = [
        SourceFile::new("m/20260102000000_b.sql", "CREATE TABLE u (id int);\n"),
        SourceFile::new("m/20260101000000_a.sql", TEXT),
        SourceFile::new("m/atlas.sum", golden),
    ];
    let folder = discover(&files, &Hints::default());
    let sum = sum(&folder, &files).unwrap();
    let lines = sum.files.iter().map(|(name, hash)| format!("{name} h1:{hash}\n"));
    assert_eq!(format!("h1:{}\n{}", sum.total, lines.collect::<String>()), golden);
    assert_eq!(
        checksums(&folder, &files)[0].as_deref(),
        Some("FMRePCUCPT7mHQL6Z0KO1nkmCSxNuDIzQg8wEekgokk=")
    );
}
