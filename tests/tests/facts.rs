//! The replay is held against a real server: the facts of both must be the same lines.

use lockgate_tests::fixture;
use lockgate_tests::prove::{project, servers};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "sql") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Every case is run on the PostgreSQL at hand, statement by statement, on a database of its own. What is there in the
/// end is what the replay says, and no statement that the replay takes for refused is one that the server runs.
#[test]
fn replay_and_catalog_agree_on_every_case() {
    let server = servers::at_hand().unwrap();
    let only = env::var("CASE").ok();
    let (mut lines, mut overlooked, mut failures) = (0, 0, Vec::new());
    for (number, case) in cases().into_iter().enumerate() {
        if only.as_ref().is_some_and(|it| !case.to_string_lossy().contains(it.as_str())) {
            continue;
        }
        let bundle = fixture::bundle(&fs::read_to_string(&case).unwrap());
        let database = format!("case_{number}");
        server.create_database(&database, "template0").unwrap();
        let compared = project::one_by_one(&server, &database, bundle.files).unwrap();
        server.drop_database(&database).unwrap();
        lines += compared.lines;
        overlooked += compared.overlooked.len();
        compared.overlooked.iter().for_each(|it| println!("{}: {it}", case.display()));
        if !compared.agrees() {
            failures.push(format!("{}\n{}", case.display(), compared.differences()));
        }
    }
    println!("{lines} lines compared; {overlooked} refusals of the server are not the replay's");
    assert!(lines > 500, "only {lines} lines were compared");
    assert!(failures.is_empty(), "{} of them differ:\n{}", failures.len(), failures.join("\n"));
}
