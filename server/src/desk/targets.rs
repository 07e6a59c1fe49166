//! Targets: the databases of a project, and what is on them already.

use super::{
    decide::find_target,
    project::{check_name, find},
    who::SignedIn,
};
use crate::{
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
    secret, target,
};
use lockgate_core::{
    review::{
        Actor, Entry, Event, House,
        event::{LedgerRow, Pushed},
        house::Target,
        ledger, policy,
    },
    revision::{FileDigest, SETTINGS_FILE, SourceFile, content_hash},
};
use std::sync::Arc;

/// A target that an admin wants to have. `url` is a secret.
pub struct Wanted {
    pub project: String,
    pub name: String,
    pub environment: String,
    pub url: String,
}

/// Connects first: a target that can't be reached is refused with the reason.
pub async fn add(office: &Arc<Office>, who: SignedIn, wanted: Wanted) -> Result<()> {
    check_name(&wanted.name, "target")?;
    check_name(&wanted.environment, "environment")?;
    let (asker, project, name) = (who.clone(), wanted.project.clone(), wanted.name.clone());
    office.block(move |office| may_add(&office.keeper.look()?.house, &asker, &project, &name)).await?;
    let seen = target::look(office.reach, &wanted.url)
        .await
        .map_err(|refusal| Error::invalid(refusal.to_string()))?;
    let id = secret::id()?;
    let sealed = office.sealer.seal(&id, &wanted.url)?;
    office
        .block(move |office| {
            let decide = |house: &House| {
                may_add(house, &who, &wanted.project, &wanted.name)?;
                let added = Event::TargetAdded {
                    target: id.clone(),
                    project: wanted.project.clone(),
                    name: wanted.name.clone(),
                    environment: wanted.environment.clone(),
                };
                let event = Event::TargetSeen {
                    target: id.clone(),
                    ledger: seen.ledger.clone(),
                    occupied: seen.occupied,
                };
                let draft = Draft::event(stream::target(&id), Entry { by: who.actor(), event: added });
                let draft = draft.and(stream::target(&id), Entry { by: Actor::Server, event });
                Ok((draft.resting_on(stream::project(&wanted.project)), ()))
            };
            office.keeper.record(decide, |tx, _| tx.keep_target_url(&id, sealed.clone()))
        })
        .await
}

fn may_add(house: &House, who: &SignedIn, project: &str, name: &str) -> Result<()> {
    policy::may_manage(who.viewer(house).as_ref())?;
    find(house, project)?;
    if find_target(house, project, name).is_ok() {
        return Err(Error::invalid(format!("The project {project} has a target `{name}` already.")));
    }
    Ok(())
}

/// "Already applied up to `migration`": rows are written to the target's ledger, nothing is run.
pub async fn accept_applied(
    office: &Arc<Office>,
    who: SignedIn,
    project: String,
    target: String,
    migration: String,
) -> Result<()> {
    let asker = who.clone();
    let (target, pushed, migrations) = office
        .block(move |office| {
            let state = office.keeper.look()?;
            let target = find_target(&state.house, &project, &target)?;
            policy::may_accept_applied(&state.house, asker.viewer(&state.house).as_ref(), target)?;
            let (pushed, migrations) = up_to(&state.house, &project, &migration)?;
            Ok((target.clone(), pushed, migrations))
        })
        .await?;
    let rows = rows(&migrations);
    let (id, url) = (target.id.clone(), url(office, &target).await?);
    if let Err(refusal) = target::accept(office.reach, &url, &rows).await {
        // The page that comes next should show why.
        if let Ok(seen) = target::look(office.reach, &url).await {
            see(office, &id, &seen.ledger, seen.occupied).await?;
        }
        return Err(Error::stale(refusal.to_string()));
    }
    office.block(move |office| record_accepted(office, &who, &id, &pushed, &migrations, &rows)).await
}

/// Records what a target's ledger holds, where the events say otherwise.
pub async fn see(office: &Arc<Office>, target: &str, rows: &[LedgerRow], occupied: bool) -> Result<()> {
    let (target, ledger) = (target.to_owned(), rows.to_vec());
    office
        .block(move |office| {
            let decide = |house: &House| {
                let known = house.targets.get(&target);
                let same = known
                    .is_some_and(|it| it.ledger == ledger && (it.occupied == occupied || !ledger.is_empty()));
                if same {
                    return Ok((Draft::default(), ()));
                }
                let event = Event::TargetSeen { target: target.clone(), ledger, occupied };
                Ok((Draft::event(stream::target(&target), Entry { by: Actor::Server, event }), ()))
            };
            office.keeper.record(decide, |_, _| Ok(()))
        })
        .await
}

/// The target's URL, opened for this one use.
pub async fn url(office: &Arc<Office>, target: &Target) -> Result<String> {
    let id = target.id.clone();
    office
        .block(move |office| {
            let sealed = office.keeper.store.read(|tx| tx.target_url(&id))?;
            let sealed = sealed.ok_or_else(|| anyhow::anyhow!("the target {id} has no URL in the store"))?;
            Ok(office.sealer.open(&id, &sealed)?)
        })
        .await
}

/// The newest revision that has this migration, and its migrations up to it. `migration` is a name or a file.
fn up_to(house: &House, project: &str, migration: &str) -> Result<(Pushed, Vec<FileDigest>)> {
    let reviews = house.reviews.values().rev().filter(|it| it.project == project);
    for last in reviews.map(|it| it.last()) {
        let place = last
            .migrations
            .iter()
            .position(|it| it.file == migration || super::project::stem(&it.file) == migration);
        if let Some(place) = place {
            let files = last.migrations[..=place].iter();
            let files = files.map(|it| FileDigest { path: it.file.clone(), digest: it.digest.clone() });
            return Ok((last.clone(), files.collect()));
        }
    }
    Err(Error::not_found(format!(
        "No review of {project} has a migration `{migration}`. Push the migrations first, then say which are applied."
    )))
}

/// One row for each file: in how many parts it was applied, nobody knows.
fn rows(migrations: &[FileDigest]) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = Vec::with_capacity(migrations.len());
    for it in migrations {
        rows.push(ledger::next(&rows, &it.path, &it.digest, 1, 1));
    }
    rows
}

fn record_accepted(
    office: &Office,
    who: &SignedIn,
    target: &str,
    pushed: &Pushed,
    migrations: &[FileDigest],
    rows: &[LedgerRow],
) -> Result<()> {
    let base = base(office, pushed, migrations)?;
    let decide = |house: &House| {
        let (of_target, of_project) = (stream::target(target), stream::project(&pushed.project));
        let by = |event| Entry { by: who.actor(), event };
        let mut draft = Draft::default().resting_on(of_target.clone()).resting_on(of_project.clone());
        // A look at the target can have been faster with the rows.
        let known = house.targets.get(target).map_or(&[][..], |it| &it.ledger);
        if !known.starts_with(rows) {
            let accepted = Event::AppliedAccepted { target: target.to_owned(), rows: rows.to_vec() };
            draft = draft.and(of_target, by(accepted));
        }
        let base_now = find(house, &pushed.project)?.base.as_ref();
        if base_now.is_none_or(|it| it.migrations.len() < migrations.len()) {
            draft = draft.and(of_project, by(base.clone()));
        }
        Ok((draft, ()))
    };
    office.keeper.record(decide, |_, _| Ok(()))
}

/// What the project has accepted once `migrations` of `pushed` are: those files, what takes them back, the settings.
pub fn base(office: &Office, pushed: &Pushed, migrations: &[FileDigest]) -> Result<Event> {
    let of_migration = |path: &str| pushed.migrations.iter().any(|it| it.file == path);
    let accepted = |it: &&FileDigest| {
        it.path == SETTINGS_FILE
            || !of_migration(&it.path)
            || migrations.iter().any(|known| known.path == it.path)
    };
    let later = |it: &&FileDigest| {
        let later =
            pushed.migrations.iter().filter(|it| !migrations.iter().any(|known| known.path == it.file));
        !later.into_iter().any(|late| belongs(&it.path, &late.file))
    };
    let files: Vec<FileDigest> = pushed.files.iter().filter(accepted).filter(later).cloned().collect();
    let sources = office.keeper.store.read(|tx| {
        let sources = files.iter().map(|it| super::review::source(tx, it));
        sources.collect::<std::result::Result<Vec<SourceFile>, crate::store::StoreError>>()
    })?;
    Ok(Event::BaseAccepted {
        project: pushed.project.clone(),
        content_hash: content_hash(&sources),
        migrations: migrations.to_vec(),
        files,
    })
}

/// Whether a file stands beside a migration: `007_x.down.sql` to `007_x.up.sql`, `x/down.sql` to `x/up.sql`.
fn belongs(path: &str, migration: &str) -> bool {
    let bare =
        |it: &str| it.strip_suffix(".down.sql").or_else(|| it.strip_suffix("/down.sql")).map(str::to_owned);
    bare(path).is_some_and(|it| it == super::project::stem(migration))
}
