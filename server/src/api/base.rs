//! `GET /api/v1/projects/{project}/base`: what the project has accepted, so that CI judges against the same.

use super::token::Bearer;
use crate::{desk::find_project, error::Result, office::Office};
use axum::{
    Json,
    extract::{Path, State},
};
use lockgate_core::{digest::Digest, revision::FileDigest};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Both are `null` while the project has accepted nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseAnswer {
    pub content_hash: Option<Digest>,
    pub files: Option<Vec<FileDigest>>,
}

pub async fn base(
    State(office): State<Arc<Office>>,
    bearer: Bearer,
    Path(project): Path<String>,
) -> Result<Json<BaseAnswer>> {
    bearer.check_project(&project)?;
    office
        .block(move |office| {
            let state = office.keeper.look()?;
            let base = find_project(&state.house, &project)?.base.clone();
            let (content_hash, files) = base.map(|it| (it.content_hash, it.files)).unzip();
            Ok(Json(BaseAnswer { content_hash, files }))
        })
        .await
}
