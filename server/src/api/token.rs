//! The bearer token of a request.

use crate::{
    clock,
    error::{Error, Result},
    office::Office,
    secret,
    store::Token,
};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use lockgate_app::api::ApiError;
use lockgate_core::review::Refusal;
use std::sync::Arc;

pub const WRONG: &str = "The token is missing, wrong, expired or revoked. An admin makes a new one on the project’s \
    page; send it as `Authorization: Bearer lg_…`.";

/// A token that works, for some project.
pub struct Bearer(pub Token);

impl Bearer {
    /// For reading, which has no policy of its own: the token's project is all that it sees.
    pub fn check_project(&self, project: &str) -> Result<()> {
        if self.0.project == project { Ok(()) } else { Err(Refusal::TokenScope.into()) }
    }
}

impl FromRequestParts<Arc<Office>> for Bearer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Bearer> {
        let line = parts.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
        let token = line.and_then(|it| it.strip_prefix("Bearer ")).map(str::trim).unwrap_or_default();
        if !secret::ci::is_whole(token) {
            return Err(Error::Told(ApiError::SignedOut));
        }
        let (digest, now) = (secret::digest(token), clock::now());
        office
            .block(move |office| {
                let found = office.keeper.store.read(|tx| tx.token_by_secret(&digest))?;
                let found = found.filter(|it| it.revoked.is_none() && it.expires > now);
                let token = found.ok_or(Error::Told(ApiError::SignedOut))?;
                if token.last_used.is_none_or(|it| now - it >= clock::MINUTE) {
                    office.keeper.store.write(|tx| tx.use_token(&token.id, now))?;
                }
                Ok(Bearer(token))
            })
            .await
    }
}
