//! Every rule, in one list.

use crate::{actions::read_rules, parts::loaded::plain};
use leptos::prelude::*;

#[component]
pub fn Rules() -> impl IntoView {
    plain(Resource::new(|| (), |()| read_rules()))
}
