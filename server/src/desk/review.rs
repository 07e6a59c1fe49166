//! A review: one revision, what the engine says about it, and where everybody stands.

use super::{
    activity, apply,
    decide::find_review,
    inbox,
    names::{self, Names},
    who::{self, SignedIn},
};
use crate::{
    error::{Error, Result},
    keeper::stream,
    office::Office,
    store::{StoreError, Tx, entry},
};
use lockgate_app::api::*;
use lockgate_core::{
    digest::Digest,
    plan::Plan,
    report::Report,
    review::{
        Event, House, Refusal,
        event::Pushed,
        house::{self, Base, Review, Revision, Target},
        ledger,
        policy::{self, Viewer},
    },
    revision::{FileDigest, SETTINGS_FILE, SourceFile},
    verdict::Analysis,
};

pub fn page(
    office: &Office,
    who: Option<&SignedIn>,
    number: u64,
    revision: Option<u32>,
) -> Result<ReviewPage> {
    let state = office.keeper.look()?;
    let (house, viewer) = (&state.house, who::viewer(who, &state.house));
    policy::may_read(viewer.as_ref())?;
    let review = find_review(house, number)?;
    let shown = find_revision(review, revision)?;
    let pushed = &shown.pushed;
    let scene = Scene { office, house, viewer: viewer.as_ref(), review, revision: pushed.revision };
    Ok(office.keeper.store.read(|tx| {
        let names = Names::read(tx)?;
        let analysis = analysis(tx, pushed)?;
        Ok(ReviewPage {
            row: inbox::row(tx, &names, house, viewer.as_ref(), review)?,
            revision: pushed.revision,
            revisions: review.revisions.iter().map(|it| revision_row(&names, it)).collect(),
            content_hash: pushed.content_hash.clone(),
            rules_hash: pushed.rules_hash.clone(),
            pushed_by: names.actor(&shown.by),
            files: views(tx, review, pushed, &analysis.report)?,
            settings_change: settings_change(tx, pushed)?,
            targets: panels(tx, &scene, &names, &analysis.plan)?,
            objections: objections(tx, &names, viewer.as_ref(), review)?,
            activity: activity::of(tx, &names, house, review)?,
            closable: policy::may_close(house, viewer.as_ref(), review).is_ok(),
            object_refusal: scene.told(policy::may_object(viewer.as_ref(), review)),
            analysis,
        })
    })?)
}

/// All that the engine was given.
pub fn files(office: &Office, who: Option<&SignedIn>, number: u64, revision: u32) -> Result<RevisionFiles> {
    let state = office.keeper.look()?;
    policy::may_read(who::viewer(who, &state.house).as_ref())?;
    let pushed = &find_revision(find_review(&state.house, number)?, Some(revision))?.pushed;
    Ok(office.keeper.store.read(|tx| {
        let files = pushed.files.iter().map(|it| source(tx, it)).collect::<std::result::Result<_, _>>()?;
        Ok(RevisionFiles { files, base: base_of(tx, pushed)?.map(|it| it.files) })
    })?)
}

pub fn find_revision(review: &Review, number: Option<u32>) -> Result<&Revision> {
    let number = number.unwrap_or(review.last().revision);
    let found = review.revisions.iter().find(|it| it.pushed.revision == number);
    found.ok_or_else(|| Error::not_found(format!("Review #{} has no revision {number}.", review.number)))
}

pub fn analysis(tx: &mut Tx, pushed: &Pushed) -> std::result::Result<Analysis, StoreError> {
    let bytes = tx.blob(&pushed.analysis)?;
    let bytes =
        bytes.ok_or_else(|| anyhow::anyhow!("the analysis {} is not in the store", pushed.analysis))?;
    Ok(serde_json::from_slice(&bytes).map_err(anyhow::Error::from)?)
}

/// A file's bytes.
pub fn source(tx: &mut Tx, file: &FileDigest) -> std::result::Result<SourceFile, StoreError> {
    let bytes = tx.blob(&file.digest)?;
    let bytes = bytes.ok_or_else(|| anyhow::anyhow!("the bytes of {} are not in the store", file.path))?;
    Ok(SourceFile::new(file.path.clone(), bytes))
}

/// The base that a revision was judged against. Older ones are found among the project's events.
pub fn base_of(tx: &mut Tx, pushed: &Pushed) -> std::result::Result<Option<Base>, StoreError> {
    let Some(wanted) = &pushed.base else { return Ok(None) };
    for event in tx.events_of(&stream::project(&pushed.project))? {
        match entry(&event)?.event {
            Event::BaseAccepted { content_hash, migrations, files, .. } if content_hash == *wanted => {
                return Ok(Some(Base { content_hash, migrations, files }));
            }
            _ => {}
        }
    }
    Err(anyhow::anyhow!("the base {wanted} of a revision is not among the events").into())
}

fn revision_row(names: &Names, revision: &Revision) -> RevisionRow {
    RevisionRow {
        number: revision.pushed.revision,
        content_hash: revision.pushed.content_hash.clone(),
        at: revision.at.clone(),
        pushed_by: names.actor(&revision.by),
    }
}

/// The files that the review covers: new migrations with what takes them back, and base files that were changed.
fn views(
    tx: &mut Tx,
    review: &Review,
    pushed: &Pushed,
    report: &Report,
) -> std::result::Result<Vec<FileView>, StoreError> {
    let before = review.revisions.iter().rev().find(|it| it.pushed.revision < pushed.revision);
    let base = base_of(tx, pushed)?;
    let new: Vec<&str> = report
        .migrations
        .iter()
        .filter(|it| it.new)
        .flat_map(|it| std::iter::once(it.file.as_str()).chain(it.down.as_deref()))
        .collect();
    let changed = |file: &FileDigest| {
        let old = base.iter().flat_map(|it| &it.files).find(|it| it.path == file.path);
        file.path != SETTINGS_FILE && old.is_some_and(|it| it.digest != file.digest)
    };
    let covered = pushed.files.iter().filter(|it| new.contains(&it.path.as_str()) || changed(it));
    covered.map(|it| view(tx, it, before)).collect()
}

fn view(
    tx: &mut Tx,
    file: &FileDigest,
    before: Option<&Revision>,
) -> std::result::Result<FileView, StoreError> {
    let source = source(tx, file)?;
    let old = before.and_then(|it| it.pushed.files.iter().find(|old| old.path == file.path));
    let previous =
        old.filter(|it| it.digest != file.digest).map(|it| names::text(tx, &it.digest)).transpose()?;
    Ok(FileView {
        path: file.path.clone(),
        digest: file.digest.clone(),
        exact: std::str::from_utf8(&source.bytes).is_ok(),
        text: String::from_utf8_lossy(&source.bytes).into_owned(),
        previous,
    })
}

/// Settings against the base's, or against none where nothing is accepted yet: nobody switches a rule off unseen.
fn settings_change(tx: &mut Tx, pushed: &Pushed) -> std::result::Result<Option<TextChange>, StoreError> {
    let digest =
        |files: &[FileDigest]| files.iter().find(|it| it.path == SETTINGS_FILE).map(|it| it.digest.clone());
    let base = base_of(tx, pushed)?;
    let (before, after) = (base.and_then(|it| digest(&it.files)), digest(&pushed.files));
    if before == after {
        return Ok(None);
    }
    let mut text = |it: Option<Digest>| it.map_or(Ok(String::new()), |it| names::text(tx, &it));
    Ok(Some(TextChange { before: text(before)?, after: text(after)? }))
}

/// Who looks at what.
struct Scene<'a> {
    office: &'a Office,
    house: &'a House,
    viewer: Option<&'a Viewer>,
    review: &'a Review,
    /// The revision that is shown.
    revision: u32,
}

impl Scene<'_> {
    /// What a button says: on an older revision's page none can be pressed, since it would be about another one.
    fn told(&self, answer: std::result::Result<(), Refusal>) -> Option<String> {
        let last = self.review.last().revision;
        let old = (self.revision != last).then_some(Refusal::NotTheLastRevision { last });
        answer.err().or(old).map(|it| it.to_string())
    }
}

fn panels(
    tx: &mut Tx,
    scene: &Scene,
    names: &Names,
    plan: &Plan,
) -> std::result::Result<Vec<TargetPanel>, StoreError> {
    let Scene { office, house, viewer, review, .. } = *scene;
    let panel = |target: &Target| {
        Ok(TargetPanel {
            name: target.name.clone(),
            environment: target.environment.clone(),
            history_tip: target.tip().cloned(),
            approvals: approvals(scene, target, names),
            approvals_needed: policy::APPROVALS_NEEDED,
            pending: ledger::pending(plan, &target.ledger).into_iter().cloned().collect(),
            approve_refusal: scene.told(policy::may_approve(house, viewer, review, target)),
            apply_refusal: scene.told(policy::may_apply(house, viewer, review, target)),
            apply: apply::newest(tx, office, house, names, review.number, &target.id)?,
        })
    };
    inbox::targets(house, &review.project).map(panel).collect()
}

fn approvals(scene: &Scene, target: &Target, names: &Names) -> Vec<ApprovalRow> {
    let Scene { house, viewer, review, .. } = *scene;
    let row = |given: &house::Given| ApprovalRow {
        by: names.person(&given.person),
        at: given.at.clone(),
        content_hash: given.approval.content_hash.clone(),
        hash_from: given.approval.hash_from,
        stale: policy::void(house, review, target, given).map(|it| it.to_string()),
        mine: viewer.is_some_and(|it| it.person == given.person),
    };
    review.approvals.iter().filter(|it| it.approval.target == target.id).map(row).collect()
}

fn objections(
    tx: &mut Tx,
    names: &Names,
    viewer: Option<&Viewer>,
    review: &Review,
) -> std::result::Result<Vec<ObjectionRow>, StoreError> {
    let row = |it: &house::Objection| {
        Ok(ObjectionRow {
            by: names.person(&it.person),
            at: it.at.clone(),
            reason: names::text(tx, &it.reason)?,
            mine: viewer.is_some_and(|viewer| viewer.person == it.person),
        })
    };
    review.objections.iter().map(row).collect()
}
