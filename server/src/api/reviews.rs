//! `GET /api/v1/reviews/{number}` and its report: what CI asks to gate a merge.

use super::token::Bearer;
use crate::{
    desk::{find_review, review_analysis},
    error::Result,
    office::Office,
};
use axum::{
    Json,
    extract::{Path, State},
};
use lockgate_core::{
    digest::Digest,
    report::Report,
    review::standing::{Standing, standing},
    verdict::Verdict,
};
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Serialize)]
pub struct ReviewAnswer {
    pub review: u64,
    pub url: String,
    pub state: Standing,
    pub revision: u32,
    pub content_hash: Digest,
    pub rules_hash: Digest,
    pub verdict: Verdict,
}

pub async fn show(
    State(office): State<Arc<Office>>,
    bearer: Bearer,
    Path(number): Path<u64>,
) -> Result<Json<ReviewAnswer>> {
    office
        .block(move |office| {
            let state = office.keeper.look()?;
            let review = find_review(&state.house, number)?;
            bearer.check_project(&review.project)?;
            let last = review.last();
            let analysis = office.keeper.store.read(|tx| review_analysis(tx, last))?;
            Ok(Json(ReviewAnswer {
                review: number,
                url: address(office, number),
                state: standing(&state.house, review),
                revision: last.revision,
                content_hash: last.content_hash.clone(),
                rules_hash: last.rules_hash.clone(),
                verdict: analysis.verdict,
            }))
        })
        .await
}

/// The last revision's report, as `lockgate lint --format json` has it.
pub async fn report(
    State(office): State<Arc<Office>>,
    bearer: Bearer,
    Path(number): Path<u64>,
) -> Result<Json<Report>> {
    office
        .block(move |office| {
            let state = office.keeper.look()?;
            let review = find_review(&state.house, number)?;
            bearer.check_project(&review.project)?;
            Ok(Json(office.keeper.store.read(|tx| review_analysis(tx, review.last()))?.report))
        })
        .await
}

pub fn address(office: &Office, review: u64) -> String {
    format!("{}/r/{review}", office.site.origin)
}
