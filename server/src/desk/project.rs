//! A project: its migrations in order, and on which target each one is.

use super::{
    inbox,
    names::Names,
    who::{self, SignedIn},
};
use crate::{
    clock,
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
    store::Token,
};
use lockgate_app::api::{Cell, MigrationRow, ProjectPage, TargetColumn, TokenRow};
use lockgate_core::{
    digest::Digest,
    review::{
        Entry, Event, House, Role,
        event::Outcome,
        house::{Project, Target},
        ledger::Progress,
        policy,
    },
};

pub fn page(office: &Office, who: Option<&SignedIn>, name: &str) -> Result<ProjectPage> {
    let state = office.keeper.look()?;
    let (house, viewer) = (&state.house, who::viewer(who, &state.house));
    policy::may_read(viewer.as_ref())?;
    let project = find(house, name)?;
    let targets: Vec<&Target> = inbox::targets(house, name).collect();
    let admin = viewer.as_ref().is_some_and(|it| it.role == Role::Admin);
    let fresh = who.and_then(|it| office.take_fresh_token(&it.session, name));
    Ok(office.keeper.store.read(|tx| {
        let names = Names::read(tx)?;
        let of_project = house.reviews.values().rev().filter(|it| it.project == name);
        let rows = of_project.map(|it| inbox::row(tx, &names, house, viewer.as_ref(), it));
        let reviews = rows.collect::<std::result::Result<_, _>>()?;
        let tokens = if admin { tx.tokens_of(name)? } else { Vec::new() };
        Ok(ProjectPage {
            name: name.to_owned(),
            targets: targets.iter().map(|it| column(it)).collect(),
            migrations: migrations(house, project, &targets, &names),
            reviews,
            tokens: tokens.into_iter().map(|it| token(&names, it)).collect(),
            fresh_token: fresh.clone(),
        })
    })?)
}

pub fn find<'a>(house: &'a House, name: &str) -> Result<&'a Project> {
    house.projects.get(name).ok_or_else(|| Error::not_found(format!("There is no project `{name}`.")))
}

fn column(target: &Target) -> TargetColumn {
    let trouble = (target.ledger.is_empty() && target.occupied).then(|| {
        "Its database holds tables, but Lockgate’s ledger there is empty. Say up to which migration it is applied \
         already."
            .to_owned()
    });
    TargetColumn {
        name: target.name.clone(),
        environment: target.environment.clone(),
        history_tip: target.tip().cloned(),
        trouble,
    }
}

fn token(names: &Names, token: Token) -> TokenRow {
    TokenRow {
        owner: names.person(&token.owner),
        id: token.id,
        name: token.name,
        created: clock::text(token.created),
        last_used: token.last_used.map(clock::text),
    }
}

/// The accepted migrations, then those that open reviews bring, oldest review first.
fn migrations(house: &House, project: &Project, targets: &[&Target], names: &Names) -> Vec<MigrationRow> {
    let row = |file: &str, digest: &Digest, review| MigrationRow {
        name: stem(file).to_owned(),
        file: file.to_owned(),
        digest: digest.clone(),
        review,
        cells: targets.iter().map(|it| cell(house, it, file, names)).collect(),
    };
    let accepted = project.base.iter().flat_map(|it| &it.migrations);
    let mut rows: Vec<MigrationRow> = accepted.map(|it| row(&it.path, &it.digest, None)).collect();
    let open = house.reviews.values().filter(|it| it.project == project.name);
    for review in open.filter(|it| !inbox::is_over(house, it)) {
        for new in review.last().migrations.iter().filter(|it| it.new) {
            if !rows.iter().any(|it| it.file == new.file && it.digest == new.digest) {
                rows.push(row(&new.file, &new.digest, Some(review.number)));
            }
        }
    }
    rows
}

/// `007_add_sku` of `007_add_sku.sql`, `2025_init` of `2025_init/up.sql`.
pub fn stem(file: &str) -> &str {
    let file = file.strip_suffix(".sql").unwrap_or(file);
    let file = file.strip_suffix(".up").unwrap_or(file);
    file.strip_suffix("/migration").or_else(|| file.strip_suffix("/up")).unwrap_or(file)
}

fn cell(house: &House, target: &Target, file: &str, names: &Names) -> Cell {
    let last = target.ledger.iter().rposition(|it| it.file == file);
    let failed = failed_at(house, target, file);
    let Some((row, written)) = last.and_then(|at| Some((&target.ledger[at], target.written.get(at)?))) else {
        return failed.map_or(Cell::Pending, |at| Cell::Failed { at });
    };
    let (at, by) = (written.at.clone(), names.actor(&written.by));
    match policy::progress(target, &row.file) {
        Progress::Done if written.accepted => Cell::Accepted { at, by },
        Progress::Done => Cell::Applied { at, by },
        _ => failed.map_or(Cell::Partly { at }, |at| Cell::Failed { at }),
    }
}

/// When the target's newest apply failed in this file, if it did.
fn failed_at(house: &House, target: &Target, file: &str) -> Option<String> {
    let applies = house.applies.values().filter(|it| it.target == target.id);
    let newest = applies.max_by(|a, b| a.started.cmp(&b.started))?;
    match newest.ended.as_ref()? {
        (at, Outcome::Failed(failure)) if failure.file.as_deref() == Some(file) => Some(at.clone()),
        _ => None,
    }
}

pub fn add(office: &Office, who: &SignedIn, name: &str) -> Result<()> {
    check_name(name, "project")?;
    let decide = |house: &House| {
        policy::may_manage(who.viewer(house).as_ref())?;
        if house.projects.contains_key(name) {
            return Err(Error::invalid(format!("There is a project `{name}` already.")));
        }
        let event = Event::ProjectAdded { project: name.to_owned() };
        Ok((Draft::event(stream::project(name), Entry { by: who.actor(), event }), ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}

/// Names stand in URLs and on command lines.
pub fn check_name(name: &str, what: &str) -> Result<()> {
    let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, '-' | '_' | '.');
    let begins = name.starts_with(|it: char| it.is_ascii_lowercase() || it.is_ascii_digit());
    if begins && name.len() <= 64 && name.chars().all(fits) {
        return Ok(());
    }
    Err(Error::invalid(format!(
        "`{name}` can’t be the name of a {what}: it takes 1 to 64 small letters, digits, `-`, `_` and `.`, and begins \
         with a letter or a digit."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_is_called_without_its_folder_marks() {
        for (file, name) in [
            ("007_add_sku.sql", "007_add_sku"),
            ("007_add_sku.up.sql", "007_add_sku"),
            ("2025_init/migration.sql", "2025_init"),
            ("2025_init/up.sql", "2025_init"),
        ] {
            assert_eq!(stem(file), name);
        }
    }

    #[test]
    fn names_fit_into_a_url() {
        for good in ["shop", "people-ops", "a.b_c", "9"] {
            assert!(check_name(good, "project").is_ok(), "{good}");
        }
        for bad in ["", "Shop", "a/b", "a b", ".a", "ü", &"a".repeat(65)] {
            assert!(check_name(bad, "project").is_err(), "{bad}");
        }
    }
}
