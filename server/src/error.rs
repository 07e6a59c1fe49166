//! Why the server did not do something, and the one place where a cause goes to the log instead of to the client.

use crate::store::StoreError;
use lockgate_app::api::ApiError;
use lockgate_core::review::Refusal;

const RACED: &str = "Somebody else was faster and changed this meanwhile. Nothing of yours was recorded. Look at what \
    is there now, then decide again.";

#[derive(Debug)]
pub enum Error {
    /// What the client may know.
    Told(ApiError),
    /// Somebody else changed what the decision rested on.
    Raced,
    /// What only the log may know.
    Internal(anyhow::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn invalid(text: impl Into<String>) -> Error {
        Error::Told(ApiError::Invalid(text.into()))
    }

    pub fn not_found(text: impl Into<String>) -> Error {
        Error::Told(ApiError::NotFound(text.into()))
    }

    pub fn forbidden(text: impl Into<String>) -> Error {
        Error::Told(ApiError::Forbidden(text.into()))
    }

    pub fn stale(text: impl Into<String>) -> Error {
        Error::Told(ApiError::Stale(text.into()))
    }

    /// For the client. An internal cause is logged here, once.
    pub fn tell(self) -> ApiError {
        match self {
            Error::Told(error) => error,
            Error::Raced => ApiError::Stale(RACED.into()),
            Error::Internal(cause) => {
                tracing::error!("request failed: {cause:#}");
                ApiError::Internal
            }
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Error {
        Error::Internal(cause)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::Conflict { .. } => Error::Raced,
            StoreError::Taken => Error::invalid("This is there already. Choose another name."),
            StoreError::Again => Error::Told(ApiError::SlowDown(
                "Too many changes at once. Nothing was recorded; try again in a moment.".into(),
            )),
            StoreError::Failed(cause) => Error::Internal(cause),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        use Refusal::*;
        let text = refusal.to_string();
        match refusal {
            SignedOut => Error::Told(ApiError::SignedOut),
            NeedsReviewer | NeedsAdmin | TokenScope | OwnRevision | OwnToken | LastAdmin => {
                Error::forbidden(text)
            }
            Unknown(_) => Error::not_found(text),
            _ => Error::stale(text),
        }
    }
}
