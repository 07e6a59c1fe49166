//! The replay is held against a real server: the facts of both must be the same lines.

use lockgate_tests::case;
use lockgate_tests::prove::{project, servers};
use std::env;

/// Every case is run on the PostgreSQL at hand, statement by statement, on a database of its own. What is there in the
/// end is what the replay says, and no statement that the replay takes for refused is one that the server runs.
#[test]
fn replay_and_catalog_agree_on_every_case() {
    let server = servers::at_hand().unwrap();
    let only = env::var("CASE").ok();
    let (mut lines, mut overlooked, mut failures) = (0, 0, Vec::new());
    for (number, case) in case::files_under(&case::root(), "sql").into_iter().enumerate() {
        if only.as_ref().is_some_and(|it| !case.to_string_lossy().contains(it.as_str())) {
            continue;
        }
        let files = case::request(&case).files;
        let database = format!("case_{number}");
        server.create_database(&database, "template0").unwrap();
        let compared = project::one_by_one(&server, &database, files).unwrap();
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
