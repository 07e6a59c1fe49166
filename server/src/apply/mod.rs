//! The moment of apply.

use crate::office::Office;
use std::sync::Arc;

/// Lets the apply that was recorded under this id run on its own.
pub fn start(_office: Arc<Office>, apply: String) {
    tracing::error!("apply {apply} can't run in this build");
}
