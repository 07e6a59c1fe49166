//! What an apply has to do, read from the store and held against its digests.

use crate::{
    desk,
    error::Result,
    office::Office,
    store::{StoreError, Tx},
};
use anyhow::anyhow;
use lockgate_core::{
    digest::Digest,
    plan::Plan,
    review::{House, event::Pushed},
    revision::{FileDigest, SourceFile, content_hash},
    verdict::{Analysis, StatementLine},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

pub struct Job {
    pub apply: String,
    pub review: u64,
    pub target: String,
    pub pushed: Pushed,
    /// The approvals that counted at the click.
    pub approvals: Digest,
    /// A person's id.
    pub applied_by: String,
    pub url: String,
    pub plan: Plan,
    /// by file and first byte
    pub statements: HashMap<String, HashMap<usize, StatementLine>>,
    /// Bytes by path; each has the digest that was approved.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The applies that have not ended.
pub fn running(house: &House) -> Vec<String> {
    house.applies.values().filter(|it| it.ended.is_none()).map(|it| it.id.clone()).collect()
}

impl Job {
    pub async fn load(office: &Arc<Office>, apply: &str) -> Result<Job> {
        let id = apply.to_owned();
        let (mut job, target) = office.block(move |office| read(office, id)).await?;
        job.url = desk::targets::url(office, &target).await?;
        Ok(job)
    }
}

fn read(office: &Office, id: String) -> Result<(Job, lockgate_core::review::house::Target)> {
    let state = office.keeper.look()?;
    let house = &state.house;
    let apply = house.applies.get(&id).ok_or_else(|| anyhow!("there is no apply {id}"))?;
    let review = house.reviews.get(&apply.review).ok_or_else(|| anyhow!("apply {id} has no review"))?;
    let revision = review.revisions.iter().find(|it| it.pushed.revision == apply.revision);
    let pushed = revision.map(|it| it.pushed.clone()).ok_or_else(|| anyhow!("apply {id} has no revision"))?;
    let target =
        house.targets.get(&apply.target).cloned().ok_or_else(|| anyhow!("apply {id} has no target"))?;
    let (analysis, files) =
        office.keeper.store.read(|tx| Ok((analysis(tx, &pushed)?, files(tx, &pushed)?)))?;
    let mut statements: HashMap<String, HashMap<usize, StatementLine>> = HashMap::new();
    for it in analysis.statements {
        statements.entry(it.file.clone()).or_default().insert(it.span.start, it);
    }
    let job = Job {
        review: apply.review,
        target: apply.target.clone(),
        approvals: apply.approvals.clone(),
        applied_by: apply.by.person().unwrap_or_default().to_owned(),
        url: String::new(),
        plan: analysis.plan,
        statements,
        files,
        apply: id,
        pushed,
    };
    Ok((job, target))
}

fn analysis(tx: &mut Tx, pushed: &Pushed) -> std::result::Result<Analysis, StoreError> {
    Ok(serde_json::from_slice(&checked(tx, &pushed.analysis)?).map_err(anyhow::Error::from)?)
}

/// The bytes of the whole revision, which must hash to what was approved.
fn files(tx: &mut Tx, pushed: &Pushed) -> std::result::Result<BTreeMap<String, Vec<u8>>, StoreError> {
    let read = |it: &FileDigest| Ok(SourceFile::new(it.path.clone(), checked(tx, &it.digest)?));
    let sources: Vec<SourceFile> =
        pushed.files.iter().map(read).collect::<std::result::Result<_, StoreError>>()?;
    if content_hash(&sources) != pushed.content_hash {
        return Err(anyhow!("the stored files of review {} have another content hash", pushed.review).into());
    }
    Ok(sources.into_iter().map(|it| (it.path, it.bytes)).collect())
}

fn checked(tx: &mut Tx, digest: &Digest) -> std::result::Result<Vec<u8>, StoreError> {
    let bytes = tx.blob(digest)?.ok_or_else(|| anyhow!("the bytes of {digest} are not in the store"))?;
    if Digest::of(&bytes) != *digest {
        return Err(anyhow!("the bytes of {digest} in the store have another digest").into());
    }
    Ok(bytes)
}
