//! `/api/v1`: JSON and a bearer token, no cookie. For CI.

mod base;
pub mod push;
mod reviews;
mod token;

pub use base::{BaseAnswer, base};
pub use push::push;
pub use reviews::{report, show};

use crate::error::Error;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use lockgate_app::api::ApiError;
use serde_json::json;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let error = self.tell();
        let (status, kind) = status(&error);
        let message = match &error {
            ApiError::SignedOut => token::WRONG.to_owned(),
            other => other.to_string(),
        };
        (status, Json(json!({ "error": { "kind": kind, "message": message } }))).into_response()
    }
}

/// The status and the kind's name that an error is answered with.
pub fn status(error: &ApiError) -> (StatusCode, &'static str) {
    match error {
        ApiError::SignedOut => (StatusCode::UNAUTHORIZED, "signed-out"),
        ApiError::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
        ApiError::NotFound(_) => (StatusCode::NOT_FOUND, "not-found"),
        ApiError::Stale(_) => (StatusCode::CONFLICT, "stale"),
        ApiError::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        ApiError::SlowDown(_) => (StatusCode::TOO_MANY_REQUESTS, "slow-down"),
        ApiError::Internal | ApiError::Unreachable => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    }
}

/// For every path under `/api` that is none.
pub async fn nothing() -> Response {
    Error::not_found("There is no such address in the API; docs/ci.md lists them.").into_response()
}
