//! The approve forms say where their hash was computed; a hash that differs can't be approved.

use crate::review::own_hash::OwnHash;
use std::cell::RefCell;

thread_local!(static KNOWN: RefCell<OwnHash> = const { RefCell::new(OwnHash::NotYet) });

/// Remembers what this browser found, and marks the forms.
pub fn set_hash_from(own: &OwnHash) {
    KNOWN.with_borrow_mut(|known| *known = own.clone());
    mark_forms();
}

/// Marks the forms again, after the server's HTML was read again.
pub fn mark_forms() {
    KNOWN.with_borrow(|own| {
        for input in super::page::all("input[name=hash_from]") {
            let _ = input.set_attribute("value", own.from_word());
        }
        for button in super::page::all("[data-approve]") {
            let _ = match own {
                OwnHash::Different { .. } => button.set_attribute("disabled", ""),
                _ => button.remove_attribute("disabled"),
            };
        }
    });
}
